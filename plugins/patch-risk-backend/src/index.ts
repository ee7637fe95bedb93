export { patchRiskPlugin as default } from './plugin';
