import { defaultNoveltyOptions } from '../novelty/defaultNoveltyOptions';
import type { StreamOptions } from './StreamOptions';

/**
 * The one configuration that the figures in docs/models/detector.md were
 * measured with.
 *
 * @public
 */
export const defaultStreamOptions: StreamOptions = {
  coldStartHours: 3,
  coldStartPoints: 36,
  levelHours: 0.5,
  scaleHours: 6,
  // Fewer than for rows, so that a stream stays within 2 KiB.
  novelty: { ...defaultNoveltyOptions, categories: 48 },
  maximumScore: 12,
  neutralScore: 4.5,
  openEvidence: 7.5,
  calmPoints: 5,
  calmScore: 1.5,
  restHours: 0.5,
  longestEpisodeHours: 4,
  longestGapHours: 2,
};
