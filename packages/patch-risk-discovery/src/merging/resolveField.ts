import { aliasKey } from './aliasKey';
import type { DeviceField, FieldClaim } from './DiscoveredDevice';
import { joinSpans } from './joinSpans';
import type { MergeRules } from './MergeRules';
import type { Observation } from './Observation';
import { sourceAtSite } from './sourceAtSite';

function collectClaims(options: {
  field: DeviceField;
  observations: readonly Observation[];
  rules: MergeRules;
}): FieldClaim[] {
  const { field, observations, rules } = options;
  const claims = new Map<string, FieldClaim & { at: string }>();
  for (const observation of observations) {
    const at = sourceAtSite(observation);
    for (const stated of observation.stated.get(field)?.values() ?? []) {
      const value =
        field === 'vendor' || field === 'model'
          ? rules.aliases.get(aliasKey(field, stated.value)) ?? stated.value
          : stated.value;
      const claim = {
        ...stated,
        value,
        ...(value === stated.value ? {} : { written: stated.value }),
        source: observation.source,
        superseded: false,
        at,
      };
      const key = JSON.stringify([at, stated.value]);
      const known = claims.get(key);
      const isLater =
        known === undefined ||
        claim.lastSeen > known.lastSeen ||
        // At once: any order will do that is always the same.
        (claim.lastSeen === known.lastSeen &&
          JSON.stringify(claim) > JSON.stringify(known));
      const best = isLater ? claim : known;
      claims.set(key, { ...best, ...(known ? joinSpans(known, claim) : {}) });
    }
  }
  const latest = new Map<string, string>();
  for (const { at, lastSeen } of claims.values()) {
    if (lastSeen > (latest.get(at) ?? '')) latest.set(at, lastSeen);
  }
  return [...claims.values()].map(({ at, ...claim }) => ({
    ...claim,
    superseded: claim.lastSeen < (latest.get(at) as string),
  }));
}

function compareClaims(field: DeviceField, rules: MergeRules) {
  const rank = (source: string) => {
    const index = rules.precedence.indexOf(source);
    return index < 0 ? rules.precedence.length : index;
  };
  const criteria = rules.claimOrder(field);
  return (a: FieldClaim, b: FieldClaim): number => {
    if (a.superseded !== b.superseded) return a.superseded ? 1 : -1;
    for (const criterion of criteria) {
      let sign = 0;
      if (criterion === 'confidence') sign = b.confidence - a.confidence;
      if (criterion === 'precedence') sign = rank(a.source) - rank(b.source);
      if (criterion === 'recency' && a.lastSeen !== b.lastSeen) {
        sign = a.lastSeen > b.lastSeen ? -1 : 1;
      }
      if (sign !== 0) return sign;
    }
    const [left, right] = [a, b].map(({ source, value, record, firstSeen }) =>
      JSON.stringify([source, value, record, firstSeen]),
    );
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
}

/**
 * The claims on a field, the winning one first. What a source has since replaced loses against what
 * any source still says; then the configured criteria decide, and last the texts, so that the same
 * claims always end in the same order.
 *
 * @returns undefined where no source says anything
 */
export function resolveField(options: {
  field: DeviceField;
  observations: readonly Observation[];
  rules: MergeRules;
}): { winner: FieldClaim; others: FieldClaim[] } | undefined {
  const { field, rules } = options;
  const [winner, ...others] = collectClaims(options).sort(
    compareClaims(field, rules),
  );
  return winner && { winner, others };
}
