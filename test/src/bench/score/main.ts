import { growthExponent } from '../growthExponent';
import { summary } from '../summary';
import { measureScore } from './measureScore';
import type { ScoreSize } from './measureScore';
import { readScoreBenchOptions } from './readScoreBenchOptions';
import { showScoreSize } from './showScoreSize';
import { showError } from '../showError';

const say = (line: string) => process.stdout.write(`${line}\n`);

function exponentOf(name: 'kernel' | 'numpy', sizes: readonly ScoreSize[]) {
  const exponent = growthExponent(
    sizes.map(size => ({
      size: size.findings,
      seconds: summary(size[name]!.map(({ seconds }) => seconds)).median,
    })),
  );
  return exponent === undefined
    ? 'unknown, as only one size was measured'
    : exponent.toFixed(2);
}

/** `bench -- score`: forecasts and chain over columns of findings, beside the same arithmetic in NumPy. */
async function run(): Promise<void> {
  const { findings, pairs, seed } = readScoreBenchOptions(
    process.argv.slice(2),
  );
  const sizes: ScoreSize[] = [];
  for (const count of findings) {
    const size = await measureScore({ findings: count, pairs, seed });
    sizes.push(size);
    showScoreSize(size).forEach(say);
    if (!(size.difference <= 1e-12)) {
      throw new Error(
        `The kernel differs from the product's functions by ${size.difference}: the shipped models have a form that its columns do not express`,
      );
    }
    if (size.sumDifference !== undefined && !(size.sumDifference <= 1e-9)) {
      throw new Error('Kernel and NumPy do not come to the same sums');
    }
  }
  say(
    `score: growth exponent of the kernel ${exponentOf(
      'kernel',
      sizes,
    )} (1 is proportional)`,
  );
  const { missing } = sizes[0];
  say(
    missing === undefined
      ? `score: growth exponent of NumPy ${exponentOf('numpy', sizes)}`
      : `Not measured beside NumPy, missing: ${missing}`,
  );
}

run().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
