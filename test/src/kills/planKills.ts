import type { SeededRandom } from '../bench/SeededRandom';
import type { AnswerPhase } from './FeedServer';
import type { KillKind } from './KillKind';

/** Kills of one day; shares are of how long the work took when it was not disturbed. */
export interface DayOfKills {
  create: number;
  feed: { phase: AnswerPhase; afterMs: number }[];
  pipeline: { share: number }[];
  event: number;
  telemetry: { share: number }[];
}

/**
 * Spreads kills over the days: more than half at creates, the rest over the other kinds of work in turn.
 *
 * @param options - at least one kill more than half of `kills` falls between a committed create and its answer
 */
export function planKills(options: {
  kills: number;
  days: number;
  random: SeededRandom;
}): DayOfKills[] {
  const { kills, days, random } = options;
  const plan: DayOfKills[] = Array.from({ length: days }, () => ({
    create: 0,
    feed: [],
    pipeline: [],
    event: 0,
    telemetry: [],
  }));
  const creates = Math.min(kills, Math.floor(kills / 2) + 1);
  for (let index = 0; index < creates; index += 1) {
    plan[index % days].create += 1;
  }
  const others: Exclude<KillKind, 'create'>[] = [
    'feed',
    'pipeline',
    'event',
    'telemetry',
  ];
  for (let index = 0; index < kills - creates; index += 1) {
    const day = plan[(index + 1) % days];
    switch (others[index % others.length]) {
      case 'feed':
        day.feed.push({
          phase: (['asked', 'half', 'sent'] as const)[random.below(3)],
          afterMs: random.below(150),
        });
        break;
      case 'pipeline':
        day.pipeline.push({ share: random.next() });
        break;
      case 'telemetry':
        day.telemetry.push({ share: random.next() });
        break;
      default:
        day.event += 1;
    }
  }
  return plan;
}
