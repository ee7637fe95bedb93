import { CsvColumns } from '../csv/CsvColumns';
import type { CsvMapping } from '../csv/CsvMapping';
import { readRow } from '../csv/readRow';
import { createProblem } from '../createProblem';
import type { SourceReader } from '../SourceReader';
import type { JsonMapping } from './jsonMappingSchema';
import { readJsonPath } from './readJsonPath';
import { readJsonRecords } from './readJsonRecords';

/** No text of a JSON document that names an address holds it. */
const SEPARATOR = '\n';
const SEVERAL = new Set<string>(['macs', 'ips', 'hostnames']);

/** The fields of a mapping as columns of a table, so that an object is read as a row is. */
function tableOf(mapping: JsonMapping) {
  const fields = Object.entries(mapping.fields).flatMap(([field, paths]) => {
    const isSeveral = SEVERAL.has(field);
    const name = (paths ?? []).join(' or ');
    return paths
      ? [{ field, paths, isSeveral, name: isSeveral ? `${name} (all)` : name }]
      : [];
  });
  const asCsv: CsvMapping = {
    name: mapping.name,
    headerLine: 1,
    missingColumns: 'ignore',
    columns: Object.fromEntries(
      fields.map(({ field, isSeveral, name }) => [
        field,
        isSeveral ? { columns: [name], separator: SEPARATOR } : [name],
      ]),
    ),
    constants: mapping.constants,
  };
  return { fields, asCsv };
}

/**
 * A reader of JSON documents by a mapping: a list of objects, each of them a device. An object costs a problem for each
 * value that cannot be read; a document that is no JSON, or has no list where the mapping says, costs one. Up to
 * 50 MiB, held in memory.
 *
 * @param mapping - as `parseJsonMapping` gives it
 *
 * @public
 */
export function createJsonReader(mapping: JsonMapping): SourceReader {
  const { fields, asCsv } = tableOf(mapping);
  return async function* readJson(input, options) {
    const { file, site } = options;
    const { records, problem } = await readJsonRecords(input, {
      file,
      mapping,
    });
    if (problem) {
      yield { kind: 'problem', problem };
      return;
    }
    const columns = new CsvColumns(
      fields.map(({ name }) => name),
      asCsv,
    );
    for (const [index, value] of records.entries()) {
      const record = `${file}:${mapping.records ?? ''}[${index}]`;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        yield createProblem({
          record,
          reason: 'is no object',
          remedy: 'Remove it, or correct records of the mapping',
        });
        continue;
      }
      const cells = fields.map(({ paths, isSeveral }) => {
        const texts = paths.flatMap(path => readJsonPath(value, path));
        return isSeveral ? texts.join(SEPARATOR) : texts[0] ?? '';
      });
      yield* readRow(cells, {
        columns,
        mapping: asCsv,
        decimal: '.',
        record,
        site,
      });
    }
  };
}
