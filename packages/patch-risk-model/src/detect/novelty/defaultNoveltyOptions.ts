import type { NoveltyOptions } from './NoveltyOptions';

/**
 * Serves rows of one metric and telemetry streams alike.
 *
 * @public
 */
export const defaultNoveltyOptions: NoveltyOptions = {
  warmUpRows: 100,
  contextRows: 10,
  vigilance: 0.09,
  learningRate: 0.05,
  categories: 64,
  tailShare: 0.98,
};
