import { foldText, vendorKeys } from '@patch-risk/match';
import type { DeviceField, DiscoveredDevice } from './DiscoveredDevice';
import type { UnmatchedText } from './UnmatchedText';

type Part = UnmatchedText['field'];

/** Vendor texts that one decision covers have one key; models are told apart by vendor, versions by model. */
function groupKey(part: Part, texts: Record<Part, string>): string {
  const vendor = vendorKeys(texts.vendor)[0] ?? foldText(texts.vendor);
  const model = foldText(texts.model);
  switch (part) {
    case 'vendor':
      return JSON.stringify([part, vendor]);
    case 'model':
      return JSON.stringify([part, vendor, model]);
    default:
      return JSON.stringify([part, vendor, model, foldText(texts[part])]);
  }
}

/**
 * Vendor, model and version texts that nothing knows, those first whose decision settles most
 * devices. A device stands in the list with the first of its parts that is not known: while its
 * vendor is open, its model is no question yet. Dismissed devices are left out.
 *
 * @param options - `isKnown` tells whether a part is known, for example by an index of advisories
 *
 * @public
 */
export function listUnmatched(options: {
  devices: Iterable<DiscoveredDevice>;
  isKnown: (part: {
    field: 'vendor' | 'model' | 'firmwareVersion';
    value: string;
    vendor?: string;
    model?: string;
  }) => boolean;
}): UnmatchedText[] {
  const { devices, isKnown } = options;
  const groups = new Map<
    string,
    { known: boolean; spellings: Map<string, number>; entry: UnmatchedText }
  >();
  for (const { key, status, fields } of devices) {
    if (status === 'dismissed') continue;
    const valueOf = (field: DeviceField) => fields[field]?.winner.value ?? '';
    const texts = {
      vendor: valueOf('vendor'),
      model: valueOf('model'),
      firmwareVersion: valueOf('firmwareVersion'),
    };
    for (const field of ['vendor', 'model', 'firmwareVersion'] as const) {
      const value = texts[field];
      if (value === '') continue;
      const group = groupKey(field, texts);
      let found = groups.get(group);
      if (found === undefined) {
        const { vendor, model } = texts;
        const context = {
          ...(field !== 'vendor' && vendor ? { vendor } : {}),
          ...(field === 'firmwareVersion' && model ? { model } : {}),
        };
        found = {
          known: isKnown({ field, value, ...context }),
          spellings: new Map(),
          entry: { field, value, ...context, spellings: [], devices: [] },
        };
        groups.set(group, found);
      }
      if (found.known) continue;
      found.entry.devices.push(key);
      found.spellings.set(value, (found.spellings.get(value) ?? 0) + 1);
      break;
    }
  }
  return [...groups.values()]
    .filter(({ known }) => !known)
    .map(({ entry, spellings }) => {
      const sorted = [...spellings].sort(
        ([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1),
      );
      const texts = sorted.map(([text]) => text);
      return {
        ...entry,
        value: texts[0],
        spellings: texts,
        devices: entry.devices.sort(),
      };
    })
    .sort((a, b) => {
      const more = b.devices.length - a.devices.length;
      if (more !== 0) return more;
      const [left, right] = [a, b].map(each =>
        JSON.stringify([each.field, each.value, each.vendor, each.model]),
      );
      return left < right ? -1 : 1;
    });
}
