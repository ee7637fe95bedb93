import { parseDay } from '../features/parseDay';
import { fitPooledFix } from '../pooled/fitPooledFix';
import type { FixOutcome } from '../pooled/FixOutcome';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import type { PooledFixOptions } from '../pooled/PooledFixOptions';
import { cveNumbers } from './cveNumbers';
import { describeBackport } from './describeBackport';

const DAYS_PER_YEAR = 365.25;

/** What was chosen on the rolling origins of docs/models/fix-linux.md. */
const CHOSEN: Omit<PooledFixOptions, 'version' | 'asOfDay'> = {
  stretches: [0, 5, 14, 26],
  inversePenalty: 0.05,
  stretchPenaltyFactor: 4,
  hazardHalfLifeDays: 3 * DAYS_PER_YEAR,
  poolHalfLifeDays: 2 * DAYS_PER_YEAR,
  hazardShare: 0.65,
  unknownHazardShare: 0.4,
  intervalLevels: [0.12, 0.88],
  levels: [
    { name: 'category', pooling: 100 },
    { name: 'recipe', pooling: 30 },
  ],
  leastFixes: 1,
};

/**
 * Fits the lag of backports behind the upstream fix.
 *
 * @param outcomes - backports with `upstreamFixed`; those without are left out
 * @param options - `asOf`: last day whose backports are known, YYYY-MM-DD;
 * `settings`: other choices than the shipped model's
 * @throws ModelInputError naming row and field where a date is none, or when
 * fewer than 20 rows are left
 *
 * @public
 */
export function fitBackport(
  outcomes: readonly FixOutcome[],
  options: {
    asOf: string;
    version: string;
    settings?: Partial<PooledFixOptions>;
  },
): PooledFixModel {
  const { asOf, version, settings } = options;
  const asOfDay = parseDay('asOf', asOf);
  const known = outcomes.filter(
    ({ fixCase, fixedOn }) =>
      fixCase.upstreamFixed !== undefined &&
      parseDay('fixedOn', fixedOn) <= asOfDay,
  );
  let lastYear = 0;
  for (const { fixCase } of known) {
    lastYear = Math.max(lastYear, Number(fixCase.upstreamFixed?.slice(0, 4)));
  }
  const numbers = cveNumbers(
    known.map(({ fixCase }) => fixCase.cve),
    lastYear,
  );
  const rows = known.map(({ fixCase, fixedOn }) => {
    const {
      startDay = 0,
      groups,
      features,
    } = describeBackport(fixCase, numbers);
    const days = Math.max(0, parseDay('fixedOn', fixedOn) - startDay);
    return { startDay, days, groups, features };
  });
  const model = fitPooledFix(rows, {
    ...CHOSEN,
    ...settings,
    version,
    asOfDay,
  });
  return { ...model, cveNumbers: numbers };
}
