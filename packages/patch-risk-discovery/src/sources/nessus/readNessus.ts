import { readXmlRecords } from '../../xml/readXmlRecords';
import type { XmlElement } from '../../xml/XmlElement';
import { createProblem } from '../createProblem';
import type { SourceReader } from '../SourceReader';
import { listsSoftware } from './installedSoftware';
import { readReportHost } from './readReportHost';

/** Descriptions and remedies are most of a report, and are of findings. */
function isRead(name: string, parent: XmlElement): boolean {
  switch (parent.name) {
    case 'ReportHost':
      return name === 'HostProperties' || name === 'ReportItem';
    case 'HostProperties':
      return name === 'tag';
    case 'ReportItem':
      return (
        name === 'cve' ||
        (name === 'plugin_output' &&
          listsSoftware(parent.attributes.get('pluginID')))
      );
    default:
      return false;
  }
}

/**
 * Reads reports of Nessus as XML of version 2 (`.nessus`): a sighting of each host. Findings are no
 * part of sightings: how many with a CVE were left out is told at the end, as a problem.
 *
 * @public
 */
export const readNessus: SourceReader = async function* readNessus(
  input,
  options,
) {
  const { file, site } = options;
  let findings = 0;
  for await (const item of readXmlRecords(input, {
    file,
    expected: 'a report of Nessus of version 2 (.nessus)',
    ancestors: ['NessusClientData_v2', 'Report'],
    records: ['ReportHost'],
    keep: isRead,
  })) {
    if (item.kind === 'problem') {
      yield createProblem(item.problem);
    } else if (item.kind === 'record') {
      const { element: host, path } = item;
      const { items, cves } = readReportHost({ host, path, file, site });
      findings += cves;
      yield* items;
    }
  }
  if (findings > 0) {
    yield createProblem({
      record: file,
      field: 'NessusClientData_v2/Report/ReportHost/ReportItem/cve',
      value: `${findings} findings`,
      reason: 'name vulnerabilities, and were left out: only devices are read',
    });
  }
};
