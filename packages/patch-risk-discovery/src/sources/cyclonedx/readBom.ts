import { readInstant } from '../../text/readInstant';
import type { Bom, BomSubject } from './Bom';
import { BomFields } from './BomFields';
import { readComponent } from './readComponent';
import { walkComponents } from './walkComponents';

type Value = ReadonlyMap<string, unknown>;

/** Versions 1.0 and 1.1 are of before devices; newer than 1.7 may mean other things by the same names. */
const KNOWN_VERSIONS = /^1\.[2-7]$/;

const MAX_PROPERTIES = 1000;

function readProperties(value: Value, place: string, fields: BomFields) {
  const properties: [string, string][] = [];
  const list = fields.list(value.get('properties'), `${place}.properties`);
  for (const [index, item] of list.slice(0, MAX_PROPERTIES).entries()) {
    const at = `${place}.properties[${index}]`;
    const property = fields.object(item, at);
    const name = fields.text(property?.get('name'), {
      place: `${at}.name`,
      maxLength: 200,
    });
    const text = fields.text(property?.get('value'), {
      place: `${at}.value`,
      maxLength: 500,
    });
    if (name && text) properties.push([name, text]);
  }
  return properties;
}

function firmwareVersionsOf(lists: readonly unknown[]): string[] {
  const versions = lists
    .flatMap(list => (Array.isArray(list) ? list : []))
    .filter(item => item?.type === 'firmware')
    .map(item => item.version)
    .filter(version => typeof version === 'string' && version !== '');
  return [...new Set<string>(versions)];
}

function readSubject(options: {
  metadata: Value | undefined;
  components: unknown;
  fields: BomFields;
}): BomSubject | undefined {
  const { metadata, components, fields } = options;
  const place = 'metadata.component';
  const value = fields.object(metadata?.get('component'), place);
  if (!value) return undefined;
  const type = fields.text(value.get('type'), {
    place: `${place}.type`,
    maxLength: 100,
  });
  const component = readComponent({ value, place, fields });
  if (!component) return undefined;
  const supplier = fields.object(
    metadata?.get('supplier'),
    'metadata.supplier',
  );
  const vendor =
    component.vendor ??
    fields.text(supplier?.get('name'), {
      place: 'metadata.supplier.name',
      maxLength: 200,
    });
  return {
    type: type ?? '',
    name: component.name,
    version: component.version,
    vendor,
    cpe: component.cpe,
    properties: readProperties(value, place, fields),
    firmwareVersions: firmwareVersionsOf([value.get('components'), components]),
  };
}

/**
 * Reads a bill of materials of CycloneDX.
 *
 * @param value - the document as JSON
 * @param record - what it is called in problems
 * @returns undefined with one problem where it is no such document
 */
export function readBom(
  value: unknown,
  record: string,
): Bom | Pick<Bom, 'problems'> {
  const fields = new BomFields(record);
  const { problems } = fields;
  const document = fields.object(value, '');
  if (!document || document.get('bomFormat') !== 'CycloneDX') {
    problems.length = 0;
    fields.tell(
      'bomFormat',
      document?.get('bomFormat') ?? value,
      'is not CycloneDX',
    );
    return { problems };
  }
  const specVersion =
    fields.text(document.get('specVersion'), {
      place: 'specVersion',
      maxLength: 20,
    }) ?? '';
  if (!KNOWN_VERSIONS.test(specVersion)) {
    fields.tell(
      'specVersion',
      specVersion,
      'is not from 1.2 to 1.7; what could be understood was read',
    );
  }
  const metadata = fields.object(document.get('metadata'), 'metadata');
  const components = document.get('components');
  const subject = readSubject({ metadata, components, fields });
  const inSubject = fields.object(metadata?.get('component'), '');
  const inner = walkComponents({
    value: inSubject?.get('components'),
    place: 'metadata.component.components',
    fields,
  });
  const outer = walkComponents({
    value: components,
    place: 'components',
    fields,
  });
  const created = fields.text(metadata?.get('timestamp'), {
    place: 'metadata.timestamp',
    maxLength: 50,
  });
  const vulnerabilities = document.get('vulnerabilities');
  return {
    specVersion,
    serialNumber: fields.text(document.get('serialNumber'), {
      place: 'serialNumber',
      maxLength: 100,
    }),
    createdAt: readInstant(created ?? ''),
    subject,
    components: [...inner.components, ...outer.components],
    leftOut: inner.leftOut + outer.leftOut,
    vulnerabilities: Array.isArray(vulnerabilities)
      ? vulnerabilities.length
      : 0,
    problems,
  };
}
