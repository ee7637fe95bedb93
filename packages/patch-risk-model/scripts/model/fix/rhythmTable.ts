import { clusteredBootstrap } from '../../../src/evaluate/clusteredBootstrap';
import { normaliseVendor } from '../../../src/forecast/features/normaliseVendor';
import { parseDay } from '../../../src/forecast/features/parseDay';
import { fitRhythm } from '../../../src/forecast/rhythm/fitRhythm';
import { monthOf } from '../../../src/forecast/rhythm/monthOf';
import { rhythmCell } from '../../../src/forecast/rhythm/rhythmCell';
import { vendorRhythm } from '../../../src/forecast/rhythm/vendorRhythm';
import type { FigureTable } from '../families/FigureTable';
import { readTable } from '../readTable';
import { rhythmReleases, type RhythmRelease } from './rhythmReleases';

const SEED = 20220915;
const NOTHING = { version: '', licence: '', attribution: '' };

interface Split {
  name: string;
  /** Releases before it are learned from. */
  trainedBefore: string;
  held: readonly Pick<RhythmRelease, 'vendor' | 'day'>[];
}

/**
 * How much likelier the days of later releases are than days of the same month
 * that are drawn by chance: the mean of ln(days of the month · share of the
 * day), each vendor's day once.
 */
export function rhythmTable(): FigureTable {
  const releases = rhythmReleases();
  const between = (from: string, to: string, source: RhythmRelease['source']) =>
    releases.filter(
      each => each.day >= from && each.day < to && each.source === source,
    );
  const lateFixes = readTable('time_to_fix/ics_product_time_to_fix.csv.gz')
    .filter(({ outcome }) => outcome === 'event')
    .map(({ vendor, outcome_date: day }) => ({ vendor, day }));
  const splits: Split[] = [
    {
      name: 'CSAF documents of 2023',
      trainedBefore: '2023-01-01',
      held: between('2023-01-01', '2024-01-01', 'csaf'),
    },
    {
      name: 'all advisories of 2025 and 2026',
      trainedBefore: '2024-01-01',
      held: between('2025-01-01', '2026-12-31', 'list'),
    },
    {
      name: 'late fixes from 2022-03 on',
      trainedBefore: '2022-02-15',
      held: lateFixes,
    },
  ];
  return {
    title: 'Days of later releases, against days drawn by chance',
    rows: splits.reduce((sum, { held }) => sum + distinct(held).length, 0),
    figures: ['gain in log-likelihood a day'],
    entries: splits.flatMap(split => entriesOf(split, releases)),
    note: 'Gains are in natural logarithms: 0 is chance, 0.69 twice as likely. Rows are days of a vendor. Learned on days before 2023, 2024 and 2022-02-15. Vendors without a rhythm of their own take that of all. The days are those on which CISA publishes.',
  };
}

function entriesOf(
  { name, trainedBefore, held }: Split,
  releases: readonly RhythmRelease[],
): FigureTable['entries'] {
  const model = fitRhythm(
    releases.filter(({ day }) => day < trainedBefore),
    NOTHING,
  );
  const days = distinct(held);
  const own = (vendor: string) => vendorRhythm(model, vendor);
  const all = () => model.overall;
  const isSiemens = ({ vendor }: { vendor: string }) => vendor === 'siemens';
  const hasOwn = (each: { vendor: string }) =>
    !isSiemens(each) && Object.hasOwn(model.vendors, each.vendor);
  const others = (each: { vendor: string }) =>
    !Object.hasOwn(model.vendors, each.vendor);
  const groups = [
    { group: 'Siemens', members: isSiemens, by: own, kind: 'model' },
    { group: 'the same, by all vendors', members: isSiemens, by: all },
    { group: 'others with a rhythm', members: hasOwn, by: own, kind: 'model' },
    { group: 'the same, by all vendors', members: hasOwn, by: all },
    { group: 'vendors without', members: others, by: own, kind: 'model' },
  ] as const;
  return groups
    .map(each => ({ ...each, rows: days.filter(each.members) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ group, rows, by, ...rest }) => {
      const vendors = new Set(rows.map(({ vendor }) => vendor)).size;
      const { gain } = clusteredBootstrap({
        clusters: rows.map(
          ({ vendor, day }) => `${vendor} ${monthOf(day).from}`,
        ),
        seed: SEED,
        figures: drawn => {
          let sum = 0;
          for (const row of drawn) {
            sum += gainOf(rows[row].day, by(rows[row].vendor));
          }
          return { gain: sum / drawn.length };
        },
      });
      return {
        name: `${name}: ${group} (${rows.length} days, ${vendors} vendors)`,
        kind: 'kind' in rest ? ('model' as const) : ('baseline' as const),
        figures: [{ value: gain.value ?? 0, low: gain.low, high: gain.high }],
      };
    });
}

function gainOf(day: number, weights: readonly number[]): number {
  const { from, to } = monthOf(day);
  let whole = 0;
  for (let each = from; each < to; each++) {
    whole += weights[rhythmCell(each)];
  }
  return Math.log(((to - from) * weights[rhythmCell(day)]) / whole);
}

function distinct(releases: Split['held']): { vendor: string; day: number }[] {
  const days = new Map<string, { vendor: string; day: number }>();
  for (const { vendor, day } of releases) {
    const name = normaliseVendor(vendor) ?? '';
    days.set(`${name}|${day}`, { vendor: name, day: parseDay('day', day) });
  }
  return [...days.values()];
}
