import { readTable } from '../readTable';

/** A day on which a vendor's advisory came out or was revised. */
export interface RhythmRelease {
  vendor: string;
  /** YYYY-MM-DD. */
  day: string;
  source: 'csaf' | 'list';
}

/** Days of release and revision, from CSAF documents and from the list of all advisories. */
export function rhythmReleases(): RhythmRelease[] {
  const releases: RhythmRelease[] = [];
  for (const row of readTable('csaf_ics/csaf_ot_cve_product.csv.gz')) {
    for (const day of [row.initial_release, row.current_release]) {
      releases.push({ vendor: row.vendor, day, source: 'csaf' });
    }
  }
  for (const row of readTable(
    'ics_advisory_project/CISA_ICS_ADV_Master_2026-08-20.csv.gz',
  )) {
    for (const text of [row.Original_Release_Date, row.Last_Updated]) {
      const parts = /^(\d{1,2})\/(\d{1,2})\/(20\d\d)$/.exec(text.trim());
      if (parts) {
        const [, month, day, year] = parts;
        releases.push({
          vendor: row.Vendor,
          day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
          source: 'list',
        });
      }
    }
  }
  return releases.filter(({ day }) => /^20\d\d-\d\d-\d\d$/.test(day));
}
