import type { RecordProblem } from '@patch-risk/match';
import type { FirewallRule } from './FirewallRule';

/** The rules of an export in their order, and what applies to traffic that no rule names. */
export interface FirewallExport {
  rules: FirewallRule[];
  allowsRest: boolean;
  problems: RecordProblem[];
}
