import type {
  Decision,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ScoreTables } from '@patch-risk/model';
import { riskBand } from '@patch-risk/model';
import type {
  AssessmentGroupRow,
  AssessmentRow,
} from '../database/AssessmentRows';

/** A change of a device's assessment that is worth a line of history. */
export interface AssessmentMove {
  /** In words. */
  cause: string;
  isFirst: boolean;
  previousIndex?: number;
  previousBand?: RiskBand;
  hasNewBand: boolean;
  decisions: { group: AssessmentGroupRow; from: Decision }[];
}

/**
 * Compares a new assessment with the newest point of its history, so that many small steps add up to a move.
 *
 * @returns undefined when state, band and decisions are the same and the index moved by less than the threshold
 */
export function findMove(options: {
  row: AssessmentRow;
  groups: readonly AssessmentGroupRow[];
  storedGroups: ReadonlyMap<string, AssessmentGroupRow> | undefined;
  latest: { state: string; index?: number } | undefined;
  bands: ScoreTables['bands'];
  moveThreshold: number;
}): AssessmentMove | undefined {
  const { row, groups, storedGroups, latest, bands, moveThreshold } = options;
  const decisions = groups.flatMap(group => {
    const from = storedGroups?.get(group.group_key)?.decision;
    return from && from !== group.decision ? [{ group, from }] : [];
  });
  const causes: string[] = [];
  let previousBand: RiskBand | undefined;
  let hasNewBand = false;
  if (!latest) {
    causes.push('first assessment');
  } else if (latest.state !== row.state) {
    causes.push(
      row.state === 'assessed'
        ? 'assessed again'
        : `not assessed: ${row.reason}`,
    );
  } else if (latest.index !== undefined && row.index !== null) {
    previousBand = riskBand(bands, latest.index);
    hasNewBand = previousBand !== row.band;
    if (hasNewBand) {
      causes.push(`band from ${previousBand} to ${row.band}`);
    }
    const step = row.index - latest.index;
    if (Math.abs(step) >= moveThreshold && step !== 0) {
      causes.push(`index moved by ${step.toFixed(1)}`);
    }
  }
  for (const { group, from } of decisions) {
    causes.push(`${group.title}: from ${from} to ${group.decision}`);
  }
  if (causes.length === 0) {
    return undefined;
  }
  const shown = causes.slice(0, 5).join('; ');
  const more = causes.length > 5 ? `; and ${causes.length - 5} more` : '';
  return {
    cause: `${shown}${more}`,
    isFirst: latest === undefined,
    previousIndex: latest?.index,
    previousBand,
    hasNewBand,
    decisions,
  };
}
