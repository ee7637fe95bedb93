/** A line of `cve_vulnrichment_compact.jsonl`: a CVE record with its long parts cut off. */
export interface CondensedCve {
  cve: string;
  state: string;
  cna: string;
  published: string;
  updated: string;
  datePublic?: string;
  cvss?: Record<string, { s?: number; v?: string }>;
  cvss_src?: 'cna' | 'adp';
  cwe?: string[];
  ssvc?: {
    exploitation: string;
    automatable?: string;
    impact?: string;
    ts: string;
  };
  aff?: { v?: string; p?: string }[];
  desc?: string;
}

/** A condensed record in the format in which the CVE List publishes it, as far as the feed reads it. */
export function renderCveRecord(condensed: CondensedCve): object {
  const { ssvc, cvss_src: source } = condensed;
  const metrics = Object.entries(condensed.cvss ?? {}).map(
    ([version, { s, v }]) => ({
      format: 'CVSS',
      [version]: { baseScore: s, vectorString: v },
    }),
  );
  const values =
    ssvc &&
    Object.entries({
      Exploitation: ssvc.exploitation,
      Automatable: ssvc.automatable,
      'Technical Impact': ssvc.impact,
    });
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: condensed.cve,
      state: condensed.state,
      assignerShortName: condensed.cna,
      datePublished: condensed.published || undefined,
      dateUpdated: condensed.updated || undefined,
    },
    containers: {
      cna: {
        datePublic: condensed.datePublic,
        descriptions: [{ lang: 'en', value: condensed.desc ?? '' }],
        affected: condensed.aff?.map(({ v, p }) => ({ vendor: v, product: p })),
        problemTypes: condensed.cwe?.map(cweId => ({
          descriptions: [{ lang: 'en', type: 'CWE', cweId }],
        })),
        metrics: source === 'adp' ? [] : metrics,
      },
      adp: [
        {
          providerMetadata: { shortName: 'CISA-ADP' },
          metrics: [
            ...(source === 'adp' ? metrics : []),
            ...(values
              ? [
                  {
                    other: {
                      type: 'ssvc',
                      content: {
                        timestamp: ssvc.ts,
                        options: values.flatMap(([name, value]) =>
                          value === undefined ? [] : [{ [name]: value }],
                        ),
                      },
                    },
                  },
                ]
              : []),
          ],
        },
      ],
    },
  };
}
