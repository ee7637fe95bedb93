import type { CodedColumn, FindingBatch } from '@patch-risk/model';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingCodes } from './FindingCodes';

/** Writes the columns of a batch and the tables that they point into, for the script that does the same in NumPy. */
export function writeColumns(
  folder: string,
  codes: FindingCodes,
  batch: FindingBatch,
): void {
  const kinds: Record<string, string> = {};
  for (const [name, values] of Object.entries(codes)) {
    kinds[name] = values.constructor.name.replace('Array', '').toLowerCase();
    writeFileSync(
      join(folder, `${name}.bin`),
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
  }
  const nameOf = (column: CodedColumn) =>
    Object.entries(codes).find(([, values]) => values === column.codes)?.[0];
  const sumOf = (given: { baseline?: number; columns: CodedColumn[] }) => ({
    baseline: given.baseline ?? 0,
    columns: given.columns.map(column => ({
      name: nameOf(column),
      logOdds: [...column.logOdds],
    })),
  });
  const { exploit, fix, delay, reach, impact } = batch;
  const tables = {
    exploitBins: exploit.bins,
    lateBins: fix.late.bins,
    announcedBins: fix.announced.bins,
    sums: {
      exploit: sumOf(exploit),
      disclosure: sumOf(fix.disclosure),
      late: sumOf(fix.late),
      reach: sumOf(reach),
    },
    delay: delay.components,
    cvssImpact: [...impact.cvssImpact],
    criticality: [...impact.criticality],
    safety: [...impact.safety],
    reachMaximum: reach.maximum,
    oldestAgeDays: fix.late.oldestAgeDays,
    earlyDays: fix.announced.earlyDays,
    reversalAnnualProbability: fix.reversalAnnualProbability,
  };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ columns: kinds, tables }),
  );
}
