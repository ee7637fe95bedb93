/** A CVE record of format 5.1; `fields` replace parts of it, `undefined` takes one away. */
export function cveRecord(
  cve: string,
  fields: {
    state?: string;
    published?: string;
    updated?: string;
    cna?: object;
    ssvc?: unknown;
    adpMetrics?: object[];
    adp?: object[];
  } = {},
) {
  const { state = 'PUBLISHED', published, updated, ssvc } = fields;
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: cve,
      state,
      assignerShortName: 'pump_maker',
      datePublished: published ?? '2025-03-01T10:00:00.000Z',
      dateUpdated: updated ?? '2025-03-02T10:00:00',
    },
    containers: {
      cna: {
        providerMetadata: { shortName: 'pump_maker' },
        descriptions: [
          { lang: 'de', value: 'Eine Pumpe.' },
          { lang: 'en-US', value: `A pump of ${cve} runs commands.` },
        ],
        affected: [{ vendor: 'Pump Maker', product: 'Pump 7' }],
        problemTypes: [
          {
            descriptions: [
              { lang: 'en', cweId: 'CWE-78', description: 'CWE-78 Commands' },
            ],
          },
        ],
        metrics: [
          {
            cvssV3_1: {
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              baseScore: 9.8,
            },
          },
        ],
        ...fields.cna,
      },
      adp: fields.adp ?? [
        { providerMetadata: { shortName: 'CVE' }, references: [] },
        {
          providerMetadata: {
            shortName: 'CISA-ADP',
            dateUpdated: '2025-03-03T10:00:00.000Z',
          },
          metrics: [
            ...(ssvc === undefined
              ? []
              : [{ other: { type: 'ssvc', content: ssvc } }]),
            ...(fields.adpMetrics ?? []),
          ],
        },
      ],
    },
  };
}

/** A value of CISA's SSVC as CISA writes it. */
export function ssvcOf(
  exploitation: string,
  timestamp: string,
  more: object[] = [{ Automatable: 'Yes' }, { 'Technical Impact': 'total' }],
) {
  return {
    id: 'x',
    role: 'CISA Coordinator',
    version: '2.0.3',
    timestamp,
    options: [{ Exploitation: exploitation }, ...more],
  };
}
