import type { SuppressionRule, SuppressionSettings } from './SuppressionRule';

/** The rules whose last day is not over. */
export function activeRules(
  settings: SuppressionSettings,
  today: string,
): SuppressionRule[] {
  return settings.rules.filter(({ expires }) => expires >= today);
}
