import { firstNoveltyState } from '../novelty/firstNoveltyState';
import { judgeNovelty } from '../novelty/judgeNovelty';
import type { IncidentOptions } from './IncidentOptions';
import type { IncidentState } from './IncidentState';

/**
 * Judges one value of a metric and learns from it.
 *
 * A row is flagged when it is both new (farther than the vigilance from all
 * that the metric has done in this context) and improbable (by the tail of
 * this metric's own novelties), and no flag came shortly before. The score is
 * e / (1 + e) with e the smaller of both in units of their thresholds, so 0.5
 * and more wherever both are passed; e fades from a novelty on, as an incident
 * is not over with its first row.
 *
 * @param value - `undefined` where it is missing: nothing is learned or flagged
 */
export function noticeIncident(
  state: IncidentState | undefined,
  value: number | undefined,
  options: IncidentOptions,
): { state: IncidentState | undefined; score: number; isAnomaly: boolean } {
  if (value === undefined) {
    return missing(state, options);
  }
  if (!state) {
    return { state: firstState(value), score: 0, isAnomaly: false };
  }
  const known = judgeNovelty(state, value, options);
  const { novelty, surprise } = known;
  const next = { ...state, ...known.state };
  if (surprise === undefined) {
    return { state: next, score: 0, isAnomaly: false };
  }
  const ratio = Math.min(
    novelty / options.vigilance,
    surprise / options.surprise,
  );
  const isAnomaly = ratio >= 1 && state.rest === 0;
  const excess = Math.max(ratio, faded(state, next.rows, options));
  return {
    state: {
      ...next,
      rest: isAnomaly
        ? shareOf(next.rows, options.restShare, options.restRows)
        : Math.max(state.rest - 1, 0),
      excess,
    },
    score: scoreOf(excess),
    isAnomaly,
  };
}

function scoreOf(excess: number): number {
  return excess / (1 + excess);
}

function firstState(value: number): IncidentState {
  return {
    kind: 'incidents',
    version: 1,
    ...firstNoveltyState(value),
    rest: 0,
    excess: 0,
  };
}

function missing(
  state: IncidentState | undefined,
  options: IncidentOptions,
): ReturnType<typeof noticeIncident> {
  if (!state) {
    return { state, score: 0, isAnomaly: false };
  }
  const excess = faded(state, state.rows, options);
  const rest = Math.max(state.rest - 1, 0);
  return {
    state: { ...state, excess, rest },
    score: scoreOf(excess),
    isAnomaly: false,
  };
}

function faded(
  state: IncidentState,
  rows: number,
  options: IncidentOptions,
): number {
  const over = shareOf(rows, options.fadeShare, options.fadeRows);
  return state.excess * (1 - 1 / over);
}

function shareOf(
  rows: number,
  share: number,
  limits: { least: number; most: number },
): number {
  return Math.round(
    Math.min(Math.max(share * rows, limits.least), limits.most),
  );
}
