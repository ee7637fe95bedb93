import {
  createCsvReader,
  createJsonReader,
  generalCsvMapping,
  parseCsvMapping,
  parseJsonMapping,
  readCyclonedx,
  readDhcpLeases,
  readMud,
  readNessus,
  readNmap,
  readSuricata,
  readZeek,
  type SourceReader,
} from '@patch-risk/discovery';
import { InputError } from '@backstage/errors';
import type { RecordProblem } from '@patch-risk/match';
import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';

const readers: Record<
  Exclude<DiscoveryImportKind, 'csv' | 'json' | 'mud'>,
  SourceReader
> = {
  nmap: readNmap,
  nessus: readNessus,
  cyclonedx: readCyclonedx,
  zeek: readZeek,
  suricata: readSuricata,
  dhcp: readDhcpLeases,
};

/** A MUD file tells of a kind of device and of no single one: it is checked, and gives no sighting. */
const checkMud: SourceReader = async function* checkMud(input, options) {
  const { problems } = await readMud(input, options);
  for (const problem of problems) yield { kind: 'problem', problem };
};

/**
 * The reader of a kind of file.
 *
 * @param mapping - of `csv` (everyday headings without one) and `json`
 * @throws InputError naming what of the mapping cannot be used
 */
export function openReader(
  kind: DiscoveryImportKind,
  mapping?: unknown,
): SourceReader {
  if (kind === 'mud') return checkMud;
  if (kind !== 'csv' && kind !== 'json') return readers[kind];
  if (kind === 'csv') {
    if (mapping === undefined) return createCsvReader(generalCsvMapping);
    const parsed = parseCsvMapping(mapping, { record: 'mapping' });
    if (parsed.mapping) return createCsvReader(parsed.mapping);
    throw refuse(parsed.problems);
  }
  if (mapping === undefined) {
    throw new InputError(
      'mapping: a JSON document needs a mapping; save one, and name it',
    );
  }
  const parsed = parseJsonMapping(mapping, { record: 'mapping' });
  if (parsed.mapping) return createJsonReader(parsed.mapping);
  throw refuse(parsed.problems);
}

function refuse(problems: readonly RecordProblem[]): InputError {
  return new InputError(
    problems
      .slice(0, 5)
      .map(
        ({ field, reason, remedy }) =>
          `mapping.${field ?? ''} ${reason}. ${remedy ?? ''}`,
      )
      .join('; '),
  );
}
