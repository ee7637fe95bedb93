import { cleanText } from '@patch-risk/match';
import { createClaim } from '../../sightings/createClaim';
import { createSighting } from '../../sightings/createSighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import { readInstant } from '../../text/readInstant';
import { createProblem } from '../createProblem';
import type { SourceItem } from '../SourceReader';
import type { CsvColumns, CsvField } from './CsvColumns';
import type { CsvMapping } from './CsvMapping';

const kinds = [
  ['macs', normaliseMac, 'is no MAC address', 'Write it as 00:1b:1b:00:00:01'],
  [
    'ips',
    normaliseIp,
    'is no address of a device',
    'Write it as 192.0.2.1 or 2001:db8::1',
  ],
  [
    'hostnames',
    normaliseHostname,
    'is no host name',
    'Write it as plc-7.line3.example.com',
  ],
] as const;

// What people write where they know nothing.
const nothing = new Set([
  '-',
  '--',
  'n/a',
  'na',
  'none',
  'null',
  'unknown',
  'unbekannt',
  '?',
  '(none)',
]);

/** What to read a record with. */
export interface RowOptions {
  columns: CsvColumns;
  mapping: CsvMapping;
  decimal: '.' | ',';
  /** File and line. */
  record: string;
  site?: string;
}

/** Sighting of a record, after the problems with its cells. A record that identifies nothing is a problem. */
export function* readRow(
  cells: string[],
  options: RowOptions,
): Generator<SourceItem, void, undefined> {
  const { columns, mapping, record } = options;
  const nameOf = (field: CsvField) => {
    const [position] = columns.positionsOf(field);
    return columns.names[position] ?? field;
  };
  const textOf = (field: CsvField) =>
    columns
      .valuesOf(field, cells, mapping)
      .find(text => !nothing.has(text.toLowerCase()));
  const claim = (
    field: Exclude<CsvField, 'macs' | 'ips' | 'hostnames' | 'site' | 'seenAt'>,
  ) => {
    const own = textOf(field);
    const version = field === 'firmwareVersion' || field === 'hardwareVersion';
    const value =
      version && options.decimal === ','
        ? own?.replace(/^(\d+),(\d+)$/, '$1.$2')
        : own;
    const constant = field === 'serial' ? undefined : mapping.constants[field];
    return (
      createClaim({
        value,
        confidence: 0.9,
        evidence: `column ${nameOf(field)}`,
      }) ??
      createClaim({
        value: constant,
        confidence: 0.7,
        evidence: `constant of the mapping ${mapping.name}`,
      })
    );
  };

  const addresses = {
    macs: [] as string[],
    ips: [] as string[],
    hostnames: [] as string[],
  };
  for (const [field, normalise, reason, remedy] of kinds) {
    for (const text of columns.valuesOf(field, cells, mapping)) {
      const value = normalise(text);
      if (value !== undefined) {
        addresses[field].push(value);
      } else if (!nothing.has(text.toLowerCase())) {
        yield createProblem({
          record,
          field: nameOf(field),
          value: text,
          reason,
          remedy,
        });
      }
    }
  }
  const seen = textOf('seenAt');
  const seenAt = seen === undefined ? undefined : readInstant(seen);
  if (seen !== undefined && seenAt === undefined) {
    yield createProblem({
      record,
      field: nameOf('seenAt'),
      value: seen,
      reason: 'is no instant',
      remedy: 'Write ISO 8601 with a zone: 2026-01-31T12:00:00Z',
    });
  }
  const serial = claim('serial');
  if (!serial && Object.values(addresses).every(list => list.length === 0)) {
    yield createProblem({
      record,
      reason: 'the row has no serial, address or host name that could be read',
      remedy: 'Fill one of them in, or remove the row',
    });
    return;
  }
  const site = textOf('site') ?? mapping.constants.site ?? options.site;
  yield {
    kind: 'sighting',
    sighting: createSighting({
      source: 'csv',
      record,
      seenAt,
      ...addresses,
      serial,
      vendor: claim('vendor'),
      model: claim('model'),
      firmwareVersion: claim('firmwareVersion'),
      hardwareVersion: claim('hardwareVersion'),
      operatingSystem: claim('operatingSystem'),
      site: site === undefined ? undefined : cleanText(site, 200),
    }),
  };
}
