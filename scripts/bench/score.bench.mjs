import { runTypeScript } from './runTypeScript.mjs';

export const usage = `  score      forecasts and chain over columns of findings, beside the same arithmetic in NumPy
    --findings 1000000,10000000    sizes
    --pairs 5                      how often kernel and NumPy are measured in turn
    --seed 1                       of the findings
    NumPy needs a python3 that has it; PATCH_RISK_BENCH_PYTHON names another one`;

/** @param {{ args: string[], steps: { begin(text: string): void, done(text: string): void } }} options */
export async function run({ args, steps }) {
  steps.begin('Measuring');
  try {
    return await runTypeScript({ file: 'src/bench/score/main.ts', args });
  } finally {
    steps.done('Measured');
  }
}
