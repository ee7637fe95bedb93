import { agrees } from './agrees';
import type {
  DeviceConflict,
  DeviceField,
  DiscoveredDevice,
  FieldClaim,
} from './DiscoveredDevice';
import type { MergeRules } from './MergeRules';

/** Days as they stand in sentences. */
const day = (instant: string) => instant.slice(0, 10);

const NAMES: Record<DeviceField, string> = {
  vendor: 'vendor',
  model: 'model',
  serial: 'serial number',
  firmwareVersion: 'firmware version',
  hardwareVersion: 'hardware version',
  operatingSystem: 'operating system',
  site: 'site',
};

function say({ source, value, evidence, record, lastSeen }: FieldClaim) {
  return `${source} says "${value}" (${evidence}; ${record}, ${day(lastSeen)})`;
}

/** Claims that sources still make with confidence, and that say something else than the winner. */
export function findFieldConflicts(
  fields: DiscoveredDevice['fields'],
  rules: Pick<MergeRules, 'conflictConfidence'>,
): DeviceConflict[] {
  const conflicts: DeviceConflict[] = [];
  for (const [name, resolved] of Object.entries(fields)) {
    const field = name as DeviceField;
    const { winner, others } = resolved;
    const against: FieldClaim[] = [];
    for (const claim of others) {
      const isDoubted =
        claim.superseded || claim.confidence < rules.conflictConfidence;
      const isKnown = [winner, ...against].some(other =>
        agrees(field, other.value, claim.value),
      );
      if (!isDoubted && !isKnown) against.push(claim);
    }
    if (against.length === 0) continue;
    conflicts.push({
      kind: 'field',
      about: field,
      between: [winner, ...against].map(({ value }) => value).sort(),
      text: `The ${NAMES[field]} is not agreed: ${[winner, ...against]
        .map(say)
        .join('; ')}. "${winner.value}" is used.`,
    });
  }
  return conflicts;
}
