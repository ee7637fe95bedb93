/**
 * On which days advisories come out. A cell is a weekday and its place in the
 * month, `5 · weekday (Monday 0) + place − 1`: cell 6 is the second Tuesday.
 * Shape of models/rhythm-v1.json.
 *
 * @public
 */
export interface RhythmModel {
  version: string;
  licence: string;
  attribution: string;
  trainedUntil: string;
  /** How much likelier each of the 35 cells is than a day drawn by chance, over all vendors. */
  overall: number[];
  /** The same of vendors with enough days of release, by normalised name. */
  vendors: Record<string, { releaseDays: number; weights: number[] }>;
}
