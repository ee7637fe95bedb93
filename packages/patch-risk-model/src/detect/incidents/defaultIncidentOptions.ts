import type { IncidentOptions } from './IncidentOptions';

/**
 * The one configuration that the figures in docs/models/detector.md were
 * measured with.
 *
 * @public
 */
export const defaultIncidentOptions: IncidentOptions = {
  warmUpRows: 100,
  contextRows: 10,
  vigilance: 0.09,
  learningRate: 0.05,
  categories: 64,
  tailShare: 0.98,
  surprise: 1.75,
  restShare: 0.05,
  restRows: { least: 30, most: 150 },
  fadeShare: 0.05,
  fadeRows: { least: 30, most: 300 },
};
