import { showSummary } from '../showSummary';
import type { ScoreSize } from './measureScore';
import type { ScoreRun } from './ScoreRun';

function line(name: string, findings: number, runs: readonly ScoreRun[]) {
  const rates = runs.map(({ seconds }) => findings / seconds / 1e6);
  return `  ${name}: ${showSummary(
    runs.map(({ seconds }) => seconds),
    's',
  )}; ${showSummary(rates, 'million findings/s')}; CPU ${showSummary(
    runs.map(({ cpuSeconds }) => cpuSeconds),
    's',
  )}; at most ${runs.at(-1)!.peakMegabytes.toFixed(0)} MB`;
}

/** What came out of one size, as lines. */
export function showScoreSize(size: ScoreSize): string[] {
  const { findings, kernel, numpy, numpyVersion } = size;
  const lines = [
    `score, ${findings} findings in columns of ${size.columnMegabytes.toFixed(
      0,
    )} MB`,
    `  product's functions one by one: ${
      size.comparedRows
    } findings, largest difference ${size.difference.toExponential(1)}`,
    line('batch kernel, one thread', findings, kernel),
  ];
  if (numpy) {
    const ratios = (of: 'seconds' | 'cpuSeconds') =>
      showSummary(
        numpy.map((run, pair) => run[of] / kernel[pair][of]),
        '',
      );
    lines.push(
      line(`NumPy ${numpyVersion}, one thread`, findings, numpy),
      `  same sums to ${size.sumDifference!.toExponential(1)}`,
      `  times as fast as NumPy, pair by pair: ${ratios(
        'seconds',
      )}; by CPU time ${ratios('cpuSeconds')}`,
    );
  }
  return lines;
}
