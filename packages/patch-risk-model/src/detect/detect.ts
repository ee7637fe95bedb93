import { ModelInputError } from '../ModelInputError';
import { defaultDetectorOptions } from './defaultDetectorOptions';
import type { DetectorOptions } from './DetectorOptions';
import type { DetectorState } from './DetectorState';
import { firstState } from './firstState';
import { roundState } from './roundState';
import { seasonalDeviation, watchHour } from './seasonalDeviation';
import { tailScore, updateTail } from './tailScore';

const HOUR = 3_600_000;
const TO_SIGMA = 1.2533;
/** Residuals beyond this many scales are cut before they teach anything. */
const HUBER = 3;
/** A surprising point moves the level this much slower. */
const SUSPICION = 0.1;
/** Points that a new level needs before it can judge. */
const LEVEL_WARM_UP = 12;
/** Least spread, relative to level and to the largest value so far. */
const SCALE_FLOOR = 0.01;
const REACH_FLOOR = 0.001;

/** @public */
export interface Detection {
  state: DetectorState;
  /** −log10 of the chance of a point this unusual, 0 to 12. */
  score: number;
  /** What the baseline expected, in units of the metric. */
  expected: number;
  /** The point belongs to an open episode. */
  isAnomaly: boolean;
  episode?: 'opened' | 'continues' | 'closed';
  /** Start of the episode, epoch milliseconds. */
  startedAt?: number;
  /** Not newer than the newest point: nothing was learned or judged. */
  ignored?: true;
}

/**
 * Judges one point of a stream and learns from it.
 *
 * A point is compared with the recent level and, from the second day on, with
 * its hour of day; the smaller deviation counts, so that neither a daily
 * routine nor a drift alarms. Its surprise (see `tailScore`) adds to evidence
 * that fades; enough of it opens an episode, a run of calm points closes it.
 * The result depends on the state and the point alone. Points that are not
 * newer than the newest one come back ignored, with the state unchanged.
 *
 * @throws ModelInputError when time or value is not a finite number
 * @public
 */
export function detect(
  state: DetectorState | undefined,
  point: { at: number; value: number },
  options?: Partial<DetectorOptions>,
): Detection {
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
      state: firstState(point),
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
  return judge(state, point, { ...defaultDetectorOptions, ...options });
}

function judge(
  before: DetectorState,
  point: { at: number; value: number },
  options: DetectorOptions,
): Detection {
  const { at, value } = point;
  const elapsedHours = (at - before.lastAt) / HOUR;
  const state =
    elapsedHours > options.longestGapHours
      ? { ...before, level: value, levelPoints: 0 }
      : before;
  const { level, scale } = state;
  const residual = value - level;
  const sigma = Math.max(
    scale,
    SCALE_FLOOR * Math.abs(level),
    REACH_FLOOR * state.reach,
    Number.MIN_VALUE,
  );
  const local = Math.abs(residual) / sigma;
  const seasonal = seasonalDeviation({ ...state, scale: sigma }, value, at);
  const z = Math.min(local, seasonal ?? local);
  const watching =
    at - state.firstAt < options.coldStartHours * HOUR ||
    state.points < options.coldStartPoints ||
    state.levelPoints < LEVEL_WARM_UP;
  const score = watching ? 0 : tailScore(z, state.tail, options);
  const verdict = moveEpisode(state, { at, score, watching }, options);
  const inEpisode = verdict.episode !== undefined;
  const suspicious = score > options.neutralScore;
  const next: DetectorState = {
    ...state,
    ...verdict.changes,
    ...watchHour(state, point, !inEpisode && !suspicious),
    lastAt: at,
    points: state.points + 1,
    levelPoints: state.levelPoints + 1,
    reach: Math.max(state.reach, Math.abs(value)),
  };
  if (inEpisode) {
    const gain = timeGain(elapsedHours, options.levelHours);
    const known = state.episodeLevel ?? value;
    next.episodeLevel = known + gain * (value - known);
    if (verdict.acceptsLevel) {
      next.level = next.episodeLevel;
      next.levelPoints = 0;
    }
    if (verdict.episode === 'closed') {
      next.episodeLevel = undefined;
    }
  } else {
    Object.assign(
      next,
      learn(
        state,
        { residual, suspicious },
        {
          elapsedHours,
          options,
        },
      ),
    );
    // A run of surprises is one exceedance: else it would hide itself.
    const inRun = suspicious && state.evidence > 0;
    next.tail =
      watching || inRun ? state.tail : updateTail(state.tail, z, options);
  }
  return {
    state: roundState(next),
    score,
    expected: level,
    isAnomaly: verdict.episode === 'opened' || verdict.episode === 'continues',
    episode: verdict.episode,
    startedAt: verdict.startedAt,
  };
}

/** Level and scale after an ordinary point (Huber's cut, then exponential). */
function learn(
  state: DetectorState,
  seen: { residual: number; suspicious: boolean },
  context: { elapsedHours: number; options: DetectorOptions },
): Pick<DetectorState, 'level' | 'scale'> {
  const { residual, suspicious } = seen;
  const { elapsedHours, options } = context;
  const young = 1 / (state.levelPoints + 1);
  const limit =
    state.points < LEVEL_WARM_UP
      ? Number.POSITIVE_INFINITY
      : HUBER * Math.max(state.scale, SCALE_FLOOR * Math.abs(state.level));
  const cut = Math.min(Math.max(residual, -limit), limit);
  const slow = suspicious ? SUSPICION : 1;
  const levelGain = Math.max(timeGain(elapsedHours, options.levelHours), young);
  const scaleGain = Math.max(
    timeGain(elapsedHours, options.scaleHours),
    1 / (state.points + 1),
  );
  const spread = Math.abs(cut) * TO_SIGMA;
  return {
    level: state.level + slow * levelGain * cut,
    scale: state.scale + slow * scaleGain * (spread - state.scale),
  };
}

function timeGain(elapsedHours: number, constantHours: number): number {
  return 1 - Math.exp(-elapsedHours / constantHours);
}

interface Verdict {
  changes: Partial<DetectorState>;
  episode?: Detection['episode'];
  startedAt?: number;
  acceptsLevel?: boolean;
}

/** Opens, continues and closes episodes, with hysteresis and a rest. */
function moveEpisode(
  state: DetectorState,
  point: { at: number; score: number; watching: boolean },
  options: DetectorOptions,
): Verdict {
  const { at, score, watching } = point;
  const { episodeSince } = state;
  if (episodeSince !== undefined) {
    const calm = score < options.calmScore ? state.calm + 1 : 0;
    const tooLong = at - episodeSince > options.longestEpisodeHours * HOUR;
    if (calm < options.calmPoints && !tooLong) {
      return {
        changes: { calm },
        episode: 'continues',
        startedAt: episodeSince,
      };
    }
    return {
      changes: {
        calm: 0,
        evidence: 0,
        evidenceSince: undefined,
        episodeSince: undefined,
        restingUntil: at + options.restHours * HOUR,
      },
      episode: 'closed',
      startedAt: episodeSince,
      acceptsLevel: tooLong,
    };
  }
  const resting = at < (state.restingUntil ?? 0);
  const evidence =
    watching || resting
      ? 0
      : Math.max(
          0,
          state.evidence +
            Math.min(score, options.openEvidence) -
            options.neutralScore,
        );
  const evidenceSince = evidence > 0 ? state.evidenceSince ?? at : undefined;
  if (evidence >= options.openEvidence && evidenceSince !== undefined) {
    return {
      changes: {
        evidence: 0,
        evidenceSince: undefined,
        calm: 0,
        episodeSince: evidenceSince,
        restingUntil: undefined,
      },
      episode: 'opened',
      startedAt: evidenceSince,
    };
  }
  return { changes: { evidence, evidenceSince } };
}
