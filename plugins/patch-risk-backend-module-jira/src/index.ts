/**
 * Writes the remediation tasks of Patch Risk as tickets to Jira Cloud.
 *
 * @packageDocumentation
 */

export { patchRiskModuleJira as default } from './module';
