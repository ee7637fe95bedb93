import type { RemediationState } from '../records/RemediationState';
import { announcedDay } from './announcedDay';
import type { CsafRemediation } from './schema';

/** The state that follows from a product's remediations, and the one that says most. */
export interface ChosenRemediation {
  state: RemediationState;
  remediation?: CsafRemediation;
  availableSince?: string;
  plannedFor?: string;
  /** Day for which a fix was announced, whether it has come or not. */
  announcedFor?: string;
  /** Where words announce the fix: what the remediation's category says without them. */
  unplannedState?: RemediationState;
}

const order: Record<RemediationState, number> = {
  available: 4,
  announced: 3,
  no_fix_planned: 2,
  none_available: 1,
  unknown: 0,
};

/** How much a remediation tells. A category that says that no fix is planned counts more than words elsewhere. */
function rank({ state, unplannedState = state }: ChosenRemediation): number {
  return state === 'announced' && unplannedState !== 'announced'
    ? Math.max(order[unplannedState] - 1, order.none_available + 0.5)
    : order[state];
}

/** Words are read once, however many products a remediation is for. */
const read = new WeakMap<CsafRemediation, { day: string | undefined }>();

function dayInWords(remediation: CsafRemediation): string | undefined {
  let known = read.get(remediation);
  if (!known) {
    known = { day: announcedDay(remediation.details) };
    read.set(remediation, known);
  }
  return known.day;
}

function stateOf({ category }: CsafRemediation): RemediationState {
  switch (category) {
    case 'vendor_fix':
      return 'available';
    case 'no_fix_planned':
    case 'none_available':
      return category;
    default:
      // A workaround or mitigation says nothing of a fix.
      return 'unknown';
  }
}

function judge(remediation: CsafRemediation, today: string): ChosenRemediation {
  const state = stateOf(remediation);
  if (state === 'no_fix_planned') {
    return { state, remediation };
  }
  // The date of a workaround is the day of the workaround.
  const date = state === 'unknown' ? undefined : remediation.date;
  const announcedFor = date ?? dayInWords(remediation);
  if (announcedFor !== undefined && announcedFor > today) {
    return {
      state: 'announced',
      remediation,
      plannedFor: announcedFor,
      announcedFor,
      ...(state === 'available' && date !== undefined
        ? {}
        : { unplannedState: state }),
    };
  }
  return state === 'available'
    ? { state, remediation, availableSince: date, announcedFor }
    : { state, remediation, announcedFor };
}

/**
 * What a product's remediations come to: a fix that can be had counts most, then an announced one,
 * then the word that none will come.
 *
 * @param remediations - Those that apply to one product.
 * @param today - `YYYY-MM-DD`; a fix dated later is announced.
 */
export function chooseRemediation(
  remediations: readonly CsafRemediation[],
  today: string,
): ChosenRemediation {
  let chosen: ChosenRemediation = { state: 'unknown' };
  for (const remediation of remediations) {
    const judged = judge(remediation, today);
    const isBetter = rank(judged) > rank(chosen);
    // Of equal ones the first with an address counts, else the first.
    const saysMore =
      rank(judged) === rank(chosen) &&
      (!chosen.remediation ||
        (!chosen.remediation.url && judged.remediation?.url !== undefined));
    if (isBetter || saysMore) {
      chosen = judged;
    }
  }
  return chosen;
}
