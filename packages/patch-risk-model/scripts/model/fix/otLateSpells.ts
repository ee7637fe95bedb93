import { normaliseVendor } from '../../../src/forecast/features/normaliseVendor';
import { parseDay } from '../../../src/forecast/features/parseDay';
import type { OtLateSpell } from '../../../src/forecast/fix/OtLateSpell';
import { readTable, readText } from '../readTable';

const FIXED = new Set(['vendor_fix', 'text_fix']);
const OPEN = new Set(['none_available', 'no_fix_planned', 'text_nofix']);

interface Version {
  id: string;
  commit_date: string;
  initial_release_date: string;
  fix_status: Record<string, Record<string, string[]>>;
}

/**
 * Products without a fix under watch, from two sources: the product histories
 * (lists of affected products, 2022-02-15 to 2026-08) and the versions of
 * CSAF documents (remediations, 2023-09 to 2024-10). An advisory that the
 * first source followed through the time of the second counts there only.
 */
export function otLateSpells(): OtLateSpell[] {
  const lists = listSpells();
  const followed = new Set(
    lists
      .filter(spell => spell.vendor !== 'siemens')
      .map(spell => spell.advisory),
  );
  return [
    ...lists,
    ...documentSpells().filter(spell => !followed.has(spell.advisory)),
  ];
}

function listSpells(): OtLateSpell[] {
  const spells: OtLateSpell[] = [];
  for (const row of readTable('time_to_fix/ics_product_time_to_fix.csv.gz')) {
    const released = parseDay('original_release', row.original_release);
    if (row.outcome === 'event' || row.outcome === 'censored') {
      spells.push({
        advisory: row.advisory,
        vendor: normaliseVendor(row.vendor),
        entryDays: parseDay('entry_date', row.entry_date) - released,
        exitDays: parseDay('outcome_date', row.outcome_date) - released,
        fixed: row.outcome === 'event',
        weight: 1,
        lastDay: row.outcome_date,
      });
    }
  }
  return shareWeights(spells);
}

function documentSpells(): OtLateSpell[] {
  const documents = new Map<string, Version[]>();
  for (const line of readText(
    'csaf_ics/csaf_ot_version_history.jsonl.gz',
  ).split('\n')) {
    if (line !== '') {
      const version: Version = JSON.parse(line);
      const key = version.id.replace(/[A-Z]$/, '');
      documents.set(key, [...(documents.get(key) ?? []), version]);
    }
  }
  const spells: OtLateSpell[] = [];
  for (const [advisory, versions] of documents) {
    versions.sort((a, b) => (a.commit_date < b.commit_date ? -1 : 1));
    const released = parseDay(
      'initial_release_date',
      versions[0].initial_release_date,
    );
    const entry = parseDay('commit_date', versions[0].commit_date);
    for (const product of openProducts(versions[0])) {
      const fix = versions.find(version =>
        labelsOf(version, product).some(label => FIXED.has(label)),
      );
      const last = fix ?? versions[versions.length - 1];
      spells.push({
        advisory,
        vendor: normaliseVendor(product.split(' > ')[0]),
        entryDays: Math.max(0, entry - released),
        exitDays: Math.max(
          0,
          parseDay('commit_date', last.commit_date) - released,
        ),
        fixed: fix !== undefined,
        weight: 1,
        lastDay: last.commit_date.slice(0, 10),
      });
    }
  }
  return shareWeights(spells.filter(each => each.exitDays > each.entryDays));
}

/** Products of which every vulnerability is said to have no fix. */
function openProducts(version: Version): string[] {
  const products = new Set<string>();
  for (const byProduct of Object.values(version.fix_status)) {
    for (const product of Object.keys(byProduct)) {
      products.add(product);
    }
  }
  return [...products].filter(product => {
    const labels = labelsOf(version, product);
    return labels.length > 0 && labels.every(label => OPEN.has(label));
  });
}

function labelsOf(version: Version, product: string): string[] {
  return Object.values(version.fix_status).flatMap(
    byProduct => byProduct[product] ?? [],
  );
}

/** Products of one advisory share a weight of one. */
function shareWeights(spells: OtLateSpell[]): OtLateSpell[] {
  const counts = new Map<string, number>();
  for (const { advisory } of spells) {
    counts.set(advisory, (counts.get(advisory) ?? 0) + 1);
  }
  return spells.map(spell => ({
    ...spell,
    weight: 1 / (counts.get(spell.advisory) ?? 1),
  }));
}
