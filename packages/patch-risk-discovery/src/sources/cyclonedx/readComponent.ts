import type { SeenComponent } from '../../sightings/Sighting';
import type { BomFields } from './BomFields';

type Value = ReadonlyMap<string, unknown>;

function vendorOf(value: Value, place: string, fields: BomFields) {
  for (const key of ['manufacturer', 'supplier']) {
    const organisation = fields.object(value.get(key), `${place}.${key}`);
    const vendor = fields.text(organisation?.get('name'), {
      place: `${place}.${key}.name`,
      maxLength: 200,
    });
    if (vendor) return vendor;
  }
  return fields.text(value.get('publisher'), {
    place: `${place}.publisher`,
    maxLength: 200,
  });
}

/**
 * Reads one component, without those in it.
 *
 * @returns undefined where it has no name, which is told
 */
export function readComponent(options: {
  value: Value;
  place: string;
  fields: BomFields;
}): SeenComponent | undefined {
  const { value, place, fields } = options;
  const text = (key: string, maxLength: number, pattern?: RegExp) =>
    fields.text(value.get(key), {
      place: `${place}.${key}`,
      maxLength,
      pattern,
    });
  const name = text('name', 300);
  if (name === undefined) {
    if (typeof value.get('name') !== 'number') {
      fields.tell(`${place}.name`, value.get('name'), 'is missing');
    }
    return undefined;
  }
  return {
    name,
    version: text('version', 200),
    vendor: vendorOf(value, place, fields),
    purl: text('purl', 1000, /^pkg:/i),
    cpe: text('cpe', 500, /^cpe:/i),
  };
}
