/**
 * Writes the devices that Patch Risk discovered into the catalog of Backstage.
 *
 * @packageDocumentation
 */

export { catalogModulePatchRisk as default } from './module';
