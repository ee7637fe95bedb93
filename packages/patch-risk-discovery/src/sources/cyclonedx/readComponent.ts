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

/** What a component does not tell is left out. */
function listed<Key extends string, Found extends string | string[]>(
  key: Key,
  found: Found | undefined,
): { [name in Key]?: Found } {
  return found === undefined || found.length === 0
    ? {}
    : ({ [key]: found } as { [name in Key]: Found });
}

const MAX_LISTED = 20;

function hashesOf(value: Value, place: string, fields: BomFields) {
  const hashes: string[] = [];
  const list = fields.list(value.get('hashes'), `${place}.hashes`);
  for (const [index, item] of list.slice(0, MAX_LISTED).entries()) {
    const at = `${place}.hashes[${index}]`;
    const hash = fields.object(item, at);
    const algorithm = fields.text(hash?.get('alg'), {
      place: `${at}.alg`,
      maxLength: 20,
    });
    const content = fields.text(hash?.get('content'), {
      place: `${at}.content`,
      maxLength: 128,
      pattern: /^[0-9a-f]{32,128}$/i,
    });
    if (algorithm && content) hashes.push(`${algorithm}:${content}`);
  }
  return hashes.map(hash => hash.toLowerCase()).sort();
}

function licencesOf(value: Value, place: string, fields: BomFields) {
  const licences: string[] = [];
  const list = fields.list(value.get('licenses'), `${place}.licenses`);
  for (const [index, item] of list.slice(0, MAX_LISTED).entries()) {
    const at = `${place}.licenses[${index}]`;
    const choice = fields.object(item, at);
    const licence = fields.object(choice?.get('license'), `${at}.license`);
    const name =
      choice?.get('expression') ?? licence?.get('id') ?? licence?.get('name');
    const text = fields.text(name, { place: at, maxLength: 200 });
    if (text) licences.push(text);
  }
  return licences;
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
    ...listed('group', text('group', 200)),
    ...listed('hashes', hashesOf(value, place, fields)),
    ...listed('licences', licencesOf(value, place, fields)),
  };
}
