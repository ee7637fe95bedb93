/***/
/**
 * The elasticsearch backend module for the patch-risk plugin.
 *
 * @packageDocumentation
 */

export { patchRiskModuleElasticsearch as default } from './module';
