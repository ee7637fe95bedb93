import { readText } from './readTable';

interface DocumentVersion {
  file: string;
  commit_date: string;
  fix_status: Record<string, Record<string, string[]>>;
}

const MILLISECONDS_PER_YEAR = 365 * 86_400_000;
const END = Date.parse('2024-10-24T00:00:00Z');
const FIXES = ['vendor_fix', 'text_fix'];

/**
 * How long (advisory, CVE, product) rows labelled "no fix planned" were
 * watched in the stored document versions, and how many came to name a fix.
 * Siemens is left out: CISA stopped following its advisories in 2023.
 */
export function noFixPlannedReversals(): {
  rowYears: number;
  rows: number;
  reversals: number;
} {
  const versions: DocumentVersion[] = readText(
    'csaf_ics/csaf_ot_version_history.jsonl.gz',
  )
    .split('\n')
    .filter(line => line)
    .map(line => JSON.parse(line));
  versions.sort(
    (a, b) => Date.parse(a.commit_date) - Date.parse(b.commit_date),
  );
  const since = new Map<string, number>();
  let rowYears = 0;
  let reversals = 0;
  for (const version of versions) {
    const at = Date.parse(version.commit_date);
    for (const [cve, products] of Object.entries(version.fix_status)) {
      for (const [product, labels] of Object.entries(products)) {
        const key = [version.file, cve, product].join('|');
        const start = since.get(key);
        const fixed = labels.some(label => FIXES.includes(label));
        if (start === undefined) {
          if (labels.includes('no_fix_planned') && !fixed) {
            if (!product.startsWith('Siemens')) {
              since.set(key, at);
            }
          }
        } else if (fixed && start < END) {
          rowYears += (at - start) / MILLISECONDS_PER_YEAR;
          reversals++;
          since.set(key, END);
        }
      }
    }
  }
  for (const start of since.values()) {
    rowYears += (END - start) / MILLISECONDS_PER_YEAR;
  }
  return { rowYears, rows: since.size, reversals };
}
