import { normaliseVendor } from '../../src/forecast/features/normaliseVendor';
import { parseDay } from '../../src/forecast/features/parseDay';
import { createRandom } from './createRandom';
import { readTable } from './readTable';

export interface FixRow {
  advisory: string;
  releasedDay: number;
  vendor?: string;
  hasFix: 0 | 1;
  /** 1 / rows of the advisory, before sampling. */
  weight: number;
  input: {
    cvssVector?: string;
    cvssBaseScore?: number;
    cwes: string[];
    vendor?: string;
  };
}

const HAS_FIX = new Set(['vendor_fix', 'text_fix']);
const HAS_NO_FIX = new Set(['none_available', 'no_fix_planned', 'text_nofix']);

/**
 * One row for each (advisory, CVE, product) of never revised advisories, whose
 * text is that of the day of disclosure, with whether it names a fix for any
 * version of the product. `mitigation_only` says neither and is left out.
 */
export function fixRows(): FixRow[] {
  const byKey = new Map<string, FixRow>();
  for (const row of readTable('csaf_ics/csaf_ot_cve_product.csv.gz')) {
    const hasFix = HAS_FIX.has(row.fix_label);
    if (row.n_revisions === '1' && (hasFix || HAS_NO_FIX.has(row.fix_label))) {
      const key = [row.advisory, row.cve, row.vendor, row.product].join('|');
      const known = byKey.get(key);
      if (known) {
        known.hasFix = hasFix ? 1 : known.hasFix;
      } else {
        byKey.set(key, {
          advisory: row.advisory,
          releasedDay: parseDay('initial_release', row.initial_release),
          vendor: normaliseVendor(row.vendor),
          hasFix: hasFix ? 1 : 0,
          weight: 1,
          input: {
            cvssVector: row.cvss3_vector || undefined,
            cvssBaseScore: row.cvss3_base ? Number(row.cvss3_base) : undefined,
            cwes: row.cwe ? [row.cwe] : [],
            vendor: row.vendor,
          },
        });
      }
    }
  }
  const rows = [...byKey.values()];
  const counts = new Map<string, number>();
  for (const row of rows) {
    counts.set(row.advisory, (counts.get(row.advisory) ?? 0) + 1);
  }
  for (const row of rows) {
    row.weight = 1 / (counts.get(row.advisory) ?? 1);
  }
  return rows;
}

/** At most `limit` random rows of each advisory, by a fixed seed. */
export function limitPerAdvisory(
  rows: readonly FixRow[],
  options: { limit: number; seed: number },
): FixRow[] {
  const random = createRandom(options.seed);
  const byAdvisory = new Map<string, { row: FixRow; order: number }[]>();
  for (const row of rows) {
    const members = byAdvisory.get(row.advisory) ?? [];
    members.push({ row, order: random() });
    byAdvisory.set(row.advisory, members);
  }
  const kept: FixRow[] = [];
  for (const members of byAdvisory.values()) {
    members.sort((a, b) => a.order - b.order);
    kept.push(...members.slice(0, options.limit).map(member => member.row));
  }
  return kept;
}

export interface LateFixRow {
  advisory: string;
  releasedDay: number;
  entryDay: number;
  /** Day of the event or of the end of follow-up. */
  outcomeDay: number;
  fixed: boolean;
}

/**
 * Siemens products of CISA advisories that named no fix when first observed
 * and were followed up. Delayed entry: observation starts on 2022-02-15.
 */
export function lateFixRows(): LateFixRow[] {
  const rows: LateFixRow[] = [];
  for (const row of readTable('time_to_fix/ics_product_time_to_fix.csv.gz')) {
    const open = row.outcome === 'event' || row.outcome === 'censored';
    if (open && normaliseVendor(row.vendor) === 'siemens') {
      rows.push({
        advisory: row.advisory,
        releasedDay: parseDay('original_release', row.original_release),
        entryDay: parseDay('entry_date', row.entry_date),
        outcomeDay: parseDay('outcome_date', row.outcome_date),
        fixed: row.outcome === 'event',
      });
    }
  }
  return rows;
}
