import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@internal/command-line';
import { parse } from 'csv-parse/sync';
import { DATA_DIRECTORY } from '../../../scripts/model/dataDirectory';
import { durationTable } from '../../../scripts/model/families/durationTable';
import { CASE_COLUMNS } from '../../../scripts/model/fix/readFixCase';
import { backportOutcomes } from '../../../scripts/model/linux/backportOutcomes';
import { erratumOutcomes } from '../../../scripts/model/linux/erratumOutcomes';
import type { LinuxOutcome } from '../../../scripts/model/linux/LinuxOutcome';
import { fitBackport } from '../backport/fitBackport';
import { fitErratum } from '../erratum/fitErratum';

const describeOnData = existsSync(DATA_DIRECTORY) ? describe : describe.skip;
/** Training and 1,400 forecasts, on a machine that has other work. */
jest.setTimeout(120_000);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linux-cases-'));
});

afterEach(async () => {
  jest.resetModules();
  jest.dontMock('../backport/shippedBackportModel');
  jest.dontMock('../erratum/shippedErratumModel');
  await rm(folder, { recursive: true });
});

/** Figures of what `forecast-fix` writes about the rows: C, IBS, error of log days, coverage. */
async function figuresOfCommand(
  rows: readonly LinuxOutcome[],
  asOf: string,
): Promise<number[]> {
  const lines = rows.map(({ fixCase }, index) =>
    [
      index,
      fixCase.cve,
      fixCase.vendor,
      fixCase.product,
      fixCase.disclosed,
      '',
      '',
      fixCase.ecosystem,
      fixCase.upstreamFixed,
      '',
      fixCase.productsAffectedText,
    ]
      .map(cell => `"${String(cell ?? '').replace(/"/g, '""')}"`)
      .join(','),
  );
  await writeFile(
    join(folder, 'cases.csv'),
    `${[CASE_COLUMNS.join(','), ...lines].join('\n')}\n`,
  );
  const said: string[] = [];
  const {
    forecastFix,
  } = require('../../../scripts/model/commands/forecastFix');
  const code = await runCommand({
    call: 'model --',
    commands: [forecastFix],
    commandArguments:
      `forecast-fix --cases cases.csv --as-of ${asOf} --out out.csv`.split(' '),
    io: {
      resolvePath: path => join(folder, path),
      print: text => said.push(text),
      progress: line => said.push(line),
    },
  });
  expect([code, said.join('\n')]).toEqual([
    0,
    expect.not.stringContaining('Warning'),
  ]);
  const out: Record<string, string>[] = parse(
    await readFile(join(folder, 'out.csv'), 'utf8'),
    { columns: true },
  );
  expect(out.map(row => Number(row.case_id))).toEqual([...rows.keys()]);
  const { entries } = durationTable({
    title: '',
    rows,
    forecasts: [
      {
        name: 'command',
        kind: 'model',
        forecasts: out.map(row => ({
          survivalProbabilities: [
            1 - Number(row.p_fixed_30d),
            1 - Number(row.p_fixed_90d),
            1 - Number(row.p_fixed_180d),
          ],
          medianDays: Number(row.median_days),
          lower80Days: Number(row.lower80_days),
          upper80Days: Number(row.upper80_days),
        })),
      },
    ],
    seed: 1,
    samples: 1,
  });
  return entries[0].figures.map(figure => figure?.value ?? Number.NaN);
}

describeOnData(
  'forecast-fix on later rows than its models were trained on',
  () => {
    it('orders backports of 2024 and is as wrong as it says', async () => {
      const outcomes = backportOutcomes();
      const model = fitBackport(outcomes, {
        asOf: '2023-12-31',
        version: 'test',
      });
      jest.doMock('../backport/shippedBackportModel', () => ({
        shippedBackportModel: model,
      }));
      const [c, ibs, error, coverage] = await figuresOfCommand(
        outcomes.filter(({ startedOn }) => startedOn >= '2024-01-01'),
        '2023-12-31',
      );
      expect(c).toBeGreaterThan(0.64);
      expect(ibs).toBeLessThan(0.185);
      expect(error).toBeLessThan(0.8);
      expect(coverage).toBeGreaterThan(0.72);
    });

    it('orders errata of 2024-04 to 2024-06 and is as wrong as it says', async () => {
      const outcomes = erratumOutcomes();
      const model = fitErratum(outcomes, {
        asOf: '2024-03-31',
        version: 'test',
      });
      jest.doMock('../erratum/shippedErratumModel', () => ({
        shippedErratumModel: model,
      }));
      const [c, ibs, error, coverage] = await figuresOfCommand(
        outcomes.filter(({ startedOn }) => startedOn >= '2024-04-01'),
        '2024-03-31',
      );
      expect(c).toBeGreaterThan(0.62);
      expect(ibs).toBeLessThan(0.145);
      expect(error).toBeLessThan(0.75);
      expect(coverage).toBeGreaterThan(0.72);
    });
  },
);
