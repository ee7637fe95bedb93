import type { SeenComponent } from '../../sightings/Sighting';
import type { BomFields } from './BomFields';
import { readComponent } from './readComponent';

/** More than any firmware has; a sighting is held in memory as a whole. */
const MAX_COMPONENTS = 500_000;

/** Types that are no parts of a device which could be vulnerable by themselves. */
const NO_PARTS = new Set(['cryptographic-asset', 'data']);

/**
 * All components at any depth, each once. Nesting costs no stack, and references between components
 * are not followed: cycles do no harm.
 */
export function walkComponents(options: {
  value: unknown;
  place: string;
  fields: BomFields;
}): { components: SeenComponent[]; leftOut: number } {
  const { fields } = options;
  const seen = new Map<string, SeenComponent>();
  let leftOut = 0;
  const waiting = [{ value: options.value, place: options.place }];
  for (let list = waiting.pop(); list; list = waiting.pop()) {
    for (const [index, item] of fields.list(list.value, list.place).entries()) {
      const place = `${list.place}[${index}]`;
      const value = fields.object(item, place);
      if (value === undefined) {
        if (item === null) fields.tell(place, item, 'is no object');
        continue;
      }
      const inner = value.get('components');
      if (inner !== undefined) {
        // A place as deep as the nesting would grow with its square.
        const isLong = place.length > 300;
        const shown = isLong ? `…${place.slice(-250)}` : place;
        waiting.push({ value: inner, place: `${shown}.components` });
      }
      if (NO_PARTS.has(String(value.get('type')))) {
        leftOut++;
        continue;
      }
      const component = readComponent({ value, place, fields });
      if (!component) continue;
      const { name, version, vendor, purl, cpe, group, hashes } = component;
      const key = JSON.stringify([
        name,
        version,
        vendor,
        purl,
        cpe,
        group,
        hashes,
      ]);
      if (seen.size >= MAX_COMPONENTS && !seen.has(key)) {
        fields.tell(place, name, `is left out: over ${MAX_COMPONENTS}`);
        return { components: [...seen.values()], leftOut };
      }
      seen.set(key, component);
    }
  }
  return { components: [...seen.values()], leftOut };
}
