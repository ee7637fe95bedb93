import { createLocalNetworks } from '../../text/createLocalNetworks';
import { readTextLines } from '../../text/readTextLines';
import { createProblem } from '../createProblem';
import { lineFaults } from '../lineFaults';
import type { NetworkSourceOptions } from '../NetworkSourceOptions';
import { RecentlyTold } from '../RecentlyTold';
import type { SourceReader } from '../SourceReader';
import { logKind } from './logKind';
import { missingOf } from './missingOf';
import { parseJsonRecord } from './parseJsonRecord';
import { sightingsOf } from './sightingsOf';
import { ZeekHeader } from './ZeekHeader';

/**
 * A reader of Zeek logs (`known_devices`, `conn`, `software`, `dhcp`), as TSV with its header or as JSON lines. Of
 * connections only hosts of ours are told (`local_orig`, `local_resp`, private ranges and `localNetworks`), of
 * responders only those that answered, and the same thing once an hour. Records of other logs cost one problem.
 *
 * @throws RangeError where a block of `localNetworks` is none
 *
 * @public
 */
export function createZeekReader(
  readerOptions: NetworkSourceOptions = {},
): SourceReader {
  const isLocal = createLocalNetworks(readerOptions.localNetworks);
  return async function* readZeek(input, options) {
    const told = new RecentlyTold();
    const foreign = new RecentlyTold(100);
    let header = new ZeekHeader();
    for await (const line of readTextLines(input, {
      maxLineBytes: 1_048_576,
    })) {
      const place = `${options.file}:${line.number}`;
      if (line.fault) {
        yield createProblem({ record: place, ...lineFaults[line.fault] });
      }
      if (line.text.startsWith('#')) {
        if (line.text.startsWith('#separator')) {
          header = new ZeekHeader();
        }
        header.take(line.text);
        continue;
      }
      if (line.text.trim() === '') {
        continue;
      }
      const isJson = line.text.startsWith('{');
      const record = isJson
        ? parseJsonRecord(line.text)
        : header.parse(line.text);
      if (!record) {
        const fields = header.size;
        yield createProblem({
          record: place,
          value: line.text,
          reason:
            isJson || fields === undefined
              ? 'the line is neither JSON nor below a line #fields'
              : `the line has not the ${fields} values that #fields announces`,
          remedy: 'Take whole logs, with the lines that begin with #',
        });
        continue;
      }
      const kind = logKind(record);
      if (!kind) {
        if (foreign.isNew(undefined, record.path)) {
          yield createProblem({
            record: place,
            value: record.path,
            reason: 'the log is none that is read',
            remedy: 'Give conn, software, dhcp or known_devices logs',
          });
        }
        continue;
      }
      const missing = missingOf(kind, record);
      if (missing) {
        yield createProblem({
          record: place,
          ...missing,
          remedy: `Check the ${kind} log at this line`,
        });
        continue;
      }
      for (const sighting of sightingsOf(kind, record, {
        isLocal,
        told,
        record: place,
        site: options.site,
      })) {
        yield { kind: 'sighting', sighting };
      }
    }
  };
}
