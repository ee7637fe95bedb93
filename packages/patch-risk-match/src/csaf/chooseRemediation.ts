import type { RemediationState } from '../records/RemediationState';
import type { CsafRemediation } from './schema';

/** The state that follows from a product's remediations, and the one that says most. */
export interface ChosenRemediation {
  state: RemediationState;
  remediation?: CsafRemediation;
  availableSince?: string;
  plannedFor?: string;
}

const order: Record<RemediationState, number> = {
  available: 4,
  announced: 3,
  no_fix_planned: 2,
  none_available: 1,
  unknown: 0,
};

function judge(remediation: CsafRemediation, today: string): ChosenRemediation {
  switch (remediation.category) {
    case 'vendor_fix':
      return remediation.date !== undefined && remediation.date > today
        ? { state: 'announced', remediation, plannedFor: remediation.date }
        : { state: 'available', remediation, availableSince: remediation.date };
    case 'no_fix_planned':
    case 'none_available':
      return { state: remediation.category, remediation };
    default:
      // A workaround or mitigation says nothing of a fix.
      return { state: 'unknown', remediation };
  }
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
    const isBetter = order[judged.state] > order[chosen.state];
    // Of equal ones the first with an address counts, else the first.
    const saysMore =
      judged.state === chosen.state &&
      (!chosen.remediation ||
        (!chosen.remediation.url && judged.remediation?.url !== undefined));
    if (isBetter || saysMore) {
      chosen = judged;
    }
  }
  return chosen;
}
