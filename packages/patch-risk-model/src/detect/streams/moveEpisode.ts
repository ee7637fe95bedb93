import type { StreamDetection } from './StreamDetection';
import type { StreamOptions } from './StreamOptions';
import type { StreamState } from './StreamState';

const HOUR = 3_600_000;

/** Opens, continues and closes episodes, with hysteresis and a rest. */
export function moveEpisode(
  state: StreamState,
  point: {
    at: number;
    score: number;
    /** Surprise at the distance from the baseline alone. */
    offBaseline: number;
    watching: boolean;
  },
  options: StreamOptions,
): {
  changes: Partial<StreamState>;
  episode?: StreamDetection['episode'];
  startedAt?: number;
  /** The level of the episode is the new normal. */
  acceptsLevel?: boolean;
} {
  const { at, score, offBaseline, watching } = point;
  const { episodeSince } = state;
  if (episodeSince !== undefined) {
    const calm = offBaseline < options.calmScore ? state.calm + 1 : 0;
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
      : Math.max(0, state.evidence + score - options.neutralScore);
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
