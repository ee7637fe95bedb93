import { defaultNoveltyOptions } from '../novelty/defaultNoveltyOptions';
import type { IncidentOptions } from './IncidentOptions';

/**
 * The one configuration that the figures in docs/models/detector.md were
 * measured with.
 *
 * @public
 */
export const defaultIncidentOptions: IncidentOptions = {
  ...defaultNoveltyOptions,
  surprise: 1.75,
  restShare: 0.05,
  restRows: { least: 30, most: 150 },
  fadeShare: 0.05,
  fadeRows: { least: 30, most: 300 },
};
