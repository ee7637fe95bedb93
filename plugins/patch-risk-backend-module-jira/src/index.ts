/***/
/**
 * The jira backend module for the patch-risk plugin.
 *
 * @packageDocumentation
 */

export { patchRiskModuleJira as default } from './module';
