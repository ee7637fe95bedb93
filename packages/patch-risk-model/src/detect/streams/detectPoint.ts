import { ModelInputError } from '../../ModelInputError';
import { judgeNovelty } from '../novelty/judgeNovelty';
import { surpriseOf } from '../tail/surpriseOf';
import { withRow } from '../tail/withRow';
import { defaultStreamOptions } from './defaultStreamOptions';
import { DEVIATION_PRIOR } from './DEVIATION_PRIOR';
import { firstStreamState } from './firstStreamState';
import { isTouched } from './isTouched';
import { learnLevel } from './learnLevel';
import { moveEpisode } from './moveEpisode';
import { pooledSurprise } from './pooledSurprise';
import { roundStreamState } from './roundStreamState';
import { seasonalDeviation } from './seasonalDeviation';
import type { StreamDetection } from './StreamDetection';
import type { StreamOptions } from './StreamOptions';
import type { StreamPoint } from './StreamPoint';
import type { StreamState } from './StreamState';
import { timeGain } from './timeGain';
import { watchHour } from './watchHour';

const HOUR = 3_600_000;
/** Points that a new level needs before it can judge. */
const LEVEL_WARM_UP = 12;
/** Least spread, relative to level and to the largest value so far. */
const SCALE_FLOOR = 0.01;
const REACH_FLOOR = 0.001;
/** What is known lies within so many standard deviations: a wide range alone makes nothing known. */
const NEAR = 6;

/**
 * Judges one point of a stream and learns from it.
 *
 * Two experts give a chance each: the baseline (how far the point is from the
 * recent level and, from the second day on, from its hour of day; the smaller
 * counts, so that neither a daily routine nor a drift alarms), and the novelty
 * of value and context that also finds incidents in rows. Both chances are
 * tails of this stream's own past; pooled they are the score, which adds to
 * evidence that fades. Enough of it opens an episode, a run of points near the
 * baseline closes it. What is nothing new for this metric, at an hour of day
 * that an episode has touched before, is routine and adds nothing.
 *
 * The result depends on the state and the point alone. Points that are not
 * newer than the newest one come back ignored, with the state unchanged.
 *
 * @throws ModelInputError when time or value is not a finite number
 * @public
 */
export function detectPoint(
  state: StreamState | undefined,
  point: StreamPoint,
  options?: Partial<StreamOptions>,
): StreamDetection {
  for (const field of ['at', 'value'] as const) {
    if (!Number.isFinite(point[field])) {
      throw new ModelInputError({
        field: `point.${field}`,
        value: point[field],
        remedy: 'give a finite number',
      });
    }
  }
  if (!state) {
    return {
      state: firstStreamState(point),
      score: 0,
      expected: point.value,
      isAnomaly: false,
    };
  }
  if (point.at <= state.lastAt) {
    return {
      state,
      score: 0,
      expected: state.level,
      isAnomaly: false,
      ignored: true,
    };
  }
  return judge(state, point, { ...defaultStreamOptions, ...options });
}

function judge(
  before: StreamState,
  point: StreamPoint,
  options: StreamOptions,
): StreamDetection {
  const { at, value } = point;
  const elapsedHours = (at - before.lastAt) / HOUR;
  const state =
    elapsedHours > options.longestGapHours
      ? { ...before, level: value, levelPoints: 0 }
      : before;
  const young =
    at - state.firstAt < options.coldStartHours * HOUR ||
    state.points < options.coldStartPoints;
  const watching =
    state.levelPoints < LEVEL_WARM_UP ||
    (young && state.scaleShare === undefined);
  const z = deviationOf(state, point);
  const known = judgeNovelty(state.novelty, value, options.novelty);
  const offBaseline = watching
    ? 0
    : surpriseOf(Math.abs(z), state.tail, DEVIATION_PRIOR);
  const isRoutine =
    known.novelty < options.novelty.vigilance &&
    known.distance < NEAR * scaleOf(state) &&
    isTouched(state.touched, at);
  const score = Math.min(
    watching || known.surprise === undefined
      ? offBaseline
      : pooledSurprise(offBaseline, known.surprise),
    isRoutine ? options.neutralScore : options.maximumScore,
  );
  const verdict = moveEpisode(
    state,
    { at, score, offBaseline: Math.min(offBaseline, score), watching },
    options,
  );
  const inEpisode = verdict.episode !== undefined;
  const suspicious = score > options.neutralScore;
  const next: StreamState = {
    ...state,
    ...verdict.changes,
    ...watchHour(state, point, !inEpisode && !suspicious),
    novelty: known.state,
    lastAt: at,
    points: state.points + 1,
    levelPoints: state.levelPoints + 1,
    reach: Math.max(state.reach, Math.abs(value)),
    scaleShare: young ? state.scaleShare : undefined,
  };
  if (inEpisode) {
    const gain = timeGain(elapsedHours, options.levelHours);
    const level = state.episodeLevel ?? value;
    next.episodeLevel = level + gain * (value - level);
    if (verdict.acceptsLevel) {
      next.level = next.episodeLevel;
      next.levelPoints = 0;
    }
    if (verdict.episode === 'closed') {
      next.episodeLevel = undefined;
    }
  } else {
    const residual = value - state.level;
    Object.assign(
      next,
      learnLevel(state, { residual, suspicious, elapsedHours }, options),
    );
    // A run of surprises is one exceedance: else it would hide itself.
    const inRun = suspicious && state.evidence > 0;
    next.tail =
      watching || inRun
        ? state.tail
        : withRow(state.tail, Math.abs(z), { prior: DEVIATION_PRIOR });
  }
  return {
    state: roundStreamState(next),
    score,
    expected: state.level,
    deviation: watching || isRoutine ? undefined : z,
    isAnomaly: verdict.episode === 'opened' || verdict.episode === 'continues',
    episode: verdict.episode,
    startedAt: verdict.startedAt,
  };
}

/** Distance from the level or from the hour of day, whichever is nearer. */
function deviationOf(state: StreamState, point: StreamPoint): number {
  const scale = scaleOf(state);
  const local = (point.value - state.level) / scale;
  const seasonal = seasonalDeviation({ hours: state.hours, scale }, point);
  return seasonal !== undefined && Math.abs(seasonal) < Math.abs(local)
    ? seasonal
    : local;
}

function scaleOf(state: StreamState): number {
  return Math.max(
    state.scale,
    Math.max(SCALE_FLOOR, state.scaleShare ?? 0) * Math.abs(state.level),
    REACH_FLOOR * state.reach,
    Number.MIN_VALUE,
  );
}
