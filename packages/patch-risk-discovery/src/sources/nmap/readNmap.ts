import { cleanText } from '@patch-risk/match';
import { readInstant } from '../../text/readInstant';
import { childrenOf } from '../../xml/childrenOf';
import { readXmlRecords } from '../../xml/readXmlRecords';
import type { XmlElement } from '../../xml/XmlElement';
import { createProblem } from '../createProblem';
import type { SourceReader } from '../SourceReader';
import { readHost } from './readHost';

/** Parts of a host that tell nothing of the device, and grow with the scan. */
const LEFT_OUT = new Set([
  'extraports',
  'osfingerprint',
  'smurf',
  'trace',
  'tcpsequence',
  'ipidsequence',
  'tcptssequence',
  'times',
  'portused',
]);

function stopReason(statistics: XmlElement): string | undefined {
  const finished = childrenOf(statistics, 'finished')[0]?.attributes;
  return finished?.get('exit') === 'error'
    ? cleanText(finished.get('errormsg') ?? 'no reason given', 200)
    : undefined;
}

/**
 * Reads results of nmap as XML (`-oX`): a sighting of each host that was up. Made for nmap 7; the
 * elements read are the same since nmap 4.
 *
 * @public
 */
export const readNmap: SourceReader = async function* readNmap(input, options) {
  const { file, site } = options;
  let startedAt: string | undefined;
  for await (const item of readXmlRecords(input, {
    file,
    expected: 'a result of nmap as XML (-oX)',
    ancestors: ['nmaprun'],
    records: ['host', 'runstats'],
    keep: name => !LEFT_OUT.has(name),
  })) {
    if (item.kind === 'root') {
      startedAt = readInstant(item.element.attributes.get('start') ?? '');
    } else if (item.kind === 'problem') {
      yield createProblem(item.problem);
    } else if (item.element.name === 'host') {
      const { element: host, path } = item;
      yield* readHost({ host, path, file, site, startedAt });
    } else {
      const reason = stopReason(item.element);
      if (reason !== undefined) {
        yield createProblem({
          record: `${file}, line ${item.element.line}`,
          field: item.path,
          value: reason,
          reason: 'nmap stopped before it was through',
          remedy: 'Scan again; what it found until then was read',
        });
      }
    }
  }
};
