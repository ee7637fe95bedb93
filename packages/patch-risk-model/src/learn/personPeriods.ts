import { ModelInputError } from '../ModelInputError';

/**
 * One stretch of time that a subject was at risk.
 *
 * @public
 */
export interface PersonPeriod {
  /** Which of the intervals, from 0. */
  interval: number;
  /** 1 where the event came in the interval. */
  outcome: 0 | 1;
}

/**
 * The intervals in which a subject was at risk (Singer and Willett 1993), with
 * delayed entry and right censoring.
 *
 * Interval k covers the days from `edges[k]` up to, and without, `edges[k + 1]`;
 * `edges` holds one number more than there are intervals. An interval counts
 * only where all of its days lie between entry and the end of observation,
 * whether or not the event came in it: counting cut intervals only when they
 * hold an event would raise the hazard. So give `observedUntilDay` as the end
 * that would have held without the event, for subjects with an event too.
 *
 * @param options - all in days on the subject's own clock; `eventDay` is left
 * out where no event was seen
 * @throws ModelInputError where the edges do not rise or a day is no number
 *
 * @public
 */
export function personPeriods(options: {
  edges: readonly number[];
  entryDay: number;
  observedUntilDay: number;
  eventDay?: number;
}): PersonPeriod[] {
  const { edges, entryDay, observedUntilDay, eventDay } = options;
  for (const [field, value] of Object.entries({
    entryDay,
    observedUntilDay,
    eventDay: eventDay ?? 0,
  })) {
    if (Number.isNaN(value)) {
      throw new ModelInputError({ field, value, remedy: 'give a day count' });
    }
  }
  const periods: PersonPeriod[] = [];
  for (let interval = 0; interval + 1 < edges.length; interval++) {
    const from = edges[interval];
    const to = edges[interval + 1];
    if (!(to > from)) {
      throw new ModelInputError({
        field: `edges[${interval + 1}]`,
        value: to,
        remedy: 'give days that rise',
      });
    }
    if (to > observedUntilDay || (eventDay !== undefined && eventDay < from)) {
      break;
    }
    if (from >= entryDay) {
      const hit = eventDay !== undefined && eventDay < to;
      periods.push({ interval, outcome: hit ? 1 : 0 });
    }
  }
  return periods;
}
