import type { ScoreNote } from '@patch-risk/model';
import type { AssessVulnerability } from './AssessInput';

/** What the CVE record of a vulnerability gives to its forecast, or that there is none. */
export function recordNotes(vulnerability: AssessVulnerability): ScoreNote[] {
  const { cve, record, isRejected } = vulnerability;
  const input = `basis of the forecast of ${cve}`;
  if (!record) {
    return [
      {
        input,
        value: isRejected
          ? 'advisory; the CVE record is rejected'
          : 'advisory; no CVE record is on hand',
        source: 'CSAF advisory',
      },
    ];
  }
  const { ssvc, publishedOn, record: words } = record;
  const notes: ScoreNote[] = [
    {
      input,
      value: `CVE record by ${words?.assigner || 'an unnamed assigner'}${
        ssvc ? ' and SSVC' : ', no SSVC by then'
      }`,
      source: 'CVE record',
      date: publishedOn,
    },
  ];
  if (ssvc) {
    const details = [
      `exploitation ${ssvc.exploitation}`,
      ssvc.automatable !== undefined &&
        (ssvc.automatable ? 'automatable' : 'not automatable'),
      ssvc.totalImpact !== undefined &&
        `${ssvc.totalImpact ? 'total' : 'partial'} technical impact`,
    ];
    notes.push({
      input: `SSVC of ${cve}`,
      value: details.filter(Boolean).join(', '),
      source: 'CISA Vulnrichment',
      date: ssvc.writtenOn,
    });
  }
  return notes;
}
