import { ModelInputError } from '../../ModelInputError';
import { defaultFaultOptions } from '../faults/defaultFaultOptions';
import { noticeFault } from '../faults/noticeFault';
import { defaultIncidentOptions } from '../incidents/defaultIncidentOptions';
import { noticeIncident } from '../incidents/noticeIncident';
import type { RowDetection } from './RowDetection';
import type { RowOptions } from './RowOptions';
import type { RowState } from './RowState';

/** Squares of values up to this are finite. */
const LARGEST = 1e100;
/** More would make the distances of each row slow. */
const MOST_METRICS = 256;

/**
 * Judges one row of a series and learns from it; the answer depends on earlier
 * rows and this one only. Rows count, not time: repeated or missing instants
 * do not matter.
 *
 * One metric is asked for point incidents: flags stand alone, with a rest after
 * each. Several metrics are asked for level faults: flags last as long as the
 * level differs from the baseline.
 *
 * @param state - from the row before; `undefined` for the first row
 * @param values - one for each metric, always in the same order, in any unit;
 * `undefined` where missing
 * @throws ModelInputError where there is no metric or another number of them
 * than before, or a value is not finite or beyond ±1e100
 * @public
 */
export function detectRow(
  state: RowState | undefined,
  values: readonly (number | undefined)[],
  options: RowOptions = {},
): RowDetection {
  check(state, values);
  if (values.length === 1) {
    return noticeIncident(
      state?.kind === 'incidents' ? state : undefined,
      values[0],
      { ...defaultIncidentOptions, ...options.incidents },
    );
  }
  return noticeFault(state?.kind === 'faults' ? state : undefined, values, {
    ...defaultFaultOptions,
    ...options.faults,
  });
}

function check(
  state: RowState | undefined,
  values: readonly (number | undefined)[],
): void {
  const before = state && (state.kind === 'faults' ? state.seen.length : 1);
  if (
    values.length < 1 ||
    values.length > MOST_METRICS ||
    (before ?? values.length) !== values.length
  ) {
    throw new ModelInputError({
      field: 'values',
      value: `${values.length} metrics`,
      remedy: `give ${before ?? `1 to ${MOST_METRICS}`}, as in each row`,
    });
  }
  for (const [index, value] of values.entries()) {
    if (value !== undefined && !(Math.abs(value) <= LARGEST)) {
      throw new ModelInputError({
        field: `values[${index}]`,
        value,
        remedy: 'give a number between -1e100 and 1e100, or undefined',
      });
    }
  }
}
