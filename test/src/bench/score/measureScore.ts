import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchOf } from './batchOf';
import { largestDifference } from './largestDifference';
import { makeFindingCodes } from './makeFindingCodes';
import { NumpyScorer } from './NumpyScorer';
import { runKernel } from './runKernel';
import type { ScoreRun } from './ScoreRun';
import { writeColumns } from './writeColumns';

/** What is measured for one number of findings. */
export interface ScoreSize {
  findings: number;
  columnMegabytes: number;
  comparedRows: number;
  /** Between batch and single functions, over the compared rows. */
  difference: number;
  kernel: ScoreRun[];
  numpy?: ScoreRun[];
  numpyVersion?: string;
  /** Between the sums of both sides, relative. */
  sumDifference?: number;
  missing?: string;
}

/** Scores as many findings with the kernel and with NumPy in turn; both warm up once, unmeasured. */
export async function measureScore(options: {
  findings: number;
  pairs: number;
  seed: number;
}): Promise<ScoreSize> {
  const { findings, pairs, seed } = options;
  const codes = makeFindingCodes(findings, seed);
  const batch = batchOf(codes);
  const out = {
    hitProbability: new Float64Array(findings),
    exploitedBeforePatchProbability: new Float64Array(findings),
    loss: new Float64Array(findings),
  };
  runKernel(batch, out);
  const comparedRows = Math.min(findings, 2_000);
  const size: ScoreSize = {
    findings,
    columnMegabytes:
      Object.values(codes).reduce(
        (sum: number, { byteLength }) => sum + byteLength,
        0,
      ) / 1e6,
    comparedRows,
    difference: largestDifference(codes, out, comparedRows),
    kernel: [],
  };
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-score-'));
  try {
    writeColumns(folder, codes, batch);
    const numpy = await NumpyScorer.start(folder);
    if ('missing' in numpy) {
      size.missing = numpy.missing;
      for (let pair = 0; pair < pairs; pair++) {
        size.kernel.push(runKernel(batch, out));
      }
      return size;
    }
    await numpy.score(findings);
    size.numpy = [];
    size.numpyVersion = numpy.version;
    for (let pair = 0; pair < pairs; pair++) {
      size.kernel.push(runKernel(batch, out));
      size.numpy.push(await numpy.score(findings));
    }
    numpy.stop();
    const [theirs] = size.numpy;
    size.sumDifference = Math.max(
      ...size.kernel[0].sums.map((sum, i) =>
        Math.abs(sum / theirs.sums[i] - 1),
      ),
    );
    return size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
