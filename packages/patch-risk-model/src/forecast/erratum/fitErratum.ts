import { parseDay } from '../features/parseDay';
import { fitPooledFix } from '../pooled/fitPooledFix';
import type { FixOutcome } from '../pooled/FixOutcome';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import type { PooledFixOptions } from '../pooled/PooledFixOptions';
import type { PooledFixRow } from '../pooled/PooledFixRow';
import { describeErratum } from './describeErratum';

const DAYS_PER_YEAR = 365.25;
/** Share of each row's weight that is learned without the vendor, which a case may lack. */
const WITHOUT_VENDOR = 0.3;

/** What was chosen on the rolling origins of docs/models/fix-linux.md. */
const CHOSEN: Omit<PooledFixOptions, 'version' | 'asOfDay'> = {
  stretches: [0, 3, 9, 16],
  inversePenalty: 0.3,
  stretchPenaltyFactor: 2,
  hazardHalfLifeDays: DAYS_PER_YEAR,
  poolHalfLifeDays: 2 * DAYS_PER_YEAR,
  hazardShare: 0.5,
  unknownHazardShare: 0.3,
  intervalLevels: [0.12, 0.88],
  levels: [
    { name: 'vendor', pooling: 5 },
    { name: 'product', pooling: 5 },
  ],
  leastFixes: 1,
};

/**
 * Fits the lag of AlmaLinux errata behind the disclosure of the CVE. A fix is
 * learned under each name that a case may carry (component, first package,
 * product of the CVE record), which share its weight.
 *
 * @param outcomes - errata with `disclosed`; those without are left out. A fix
 * before disclosure counts as day 0
 * @param options - `asOf`: last day whose errata are known, YYYY-MM-DD;
 * `settings`: other choices than the shipped model's
 * @throws ModelInputError naming row and field where a date is none, or when
 * fewer than 20 rows are left
 *
 * @public
 */
export function fitErratum(
  outcomes: readonly FixOutcome[],
  options: {
    asOf: string;
    version: string;
    settings?: Partial<PooledFixOptions>;
  },
): PooledFixModel {
  const { asOf, version, settings } = options;
  const asOfDay = parseDay('asOf', asOf);
  const rows: PooledFixRow[] = [];
  for (const { fixCase, fixedOn, otherProducts = [] } of outcomes) {
    const fixedDay = parseDay('fixedOn', fixedOn);
    if (fixCase.disclosed === undefined || fixedDay > asOfDay) {
      continue;
    }
    const names = [fixCase.product, ...otherProducts];
    for (const product of names) {
      for (const [vendor, share] of [
        [fixCase.vendor, 1 - WITHOUT_VENDOR],
        [undefined, WITHOUT_VENDOR],
      ] as const) {
        const {
          startDay = 0,
          groups,
          features,
        } = describeErratum({
          ...fixCase,
          product,
          vendor,
        });
        rows.push({
          startDay,
          days: Math.max(0, fixedDay - startDay),
          groups,
          features,
          weight: share / names.length,
        });
      }
    }
  }
  return fitPooledFix(rows, { ...CHOSEN, ...settings, version, asOfDay });
}
