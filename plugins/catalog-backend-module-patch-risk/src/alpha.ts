/**
 * The model of devices, by an interface of Backstage that is alpha.
 *
 * @packageDocumentation
 */

export { catalogModulePatchRiskDeviceModel as default } from './model/deviceModelModule';
