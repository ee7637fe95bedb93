/**
 * Sends events of Patch Risk to Elasticsearch, or to a file of bulk lines.
 *
 * @packageDocumentation
 */

export { patchRiskModuleElasticsearch as default } from './module';
