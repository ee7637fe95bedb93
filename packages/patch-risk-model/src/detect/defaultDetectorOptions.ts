import type { DetectorOptions } from './DetectorOptions';

/**
 * The one configuration that the figures in docs/models.md were measured with.
 *
 * @public
 */
export const defaultDetectorOptions: DetectorOptions = {
  coldStartHours: 3,
  coldStartPoints: 36,
  levelHours: 0.5,
  scaleHours: 6,
  tailThreshold: 3,
  maximumScore: 12,
  neutralScore: 3.5,
  openEvidence: 9,
  calmPoints: 5,
  calmScore: 1.5,
  restHours: 0.5,
  longestEpisodeHours: 4,
  longestGapHours: 2,
};
