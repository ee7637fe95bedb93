import { measuring } from './measuring.mjs';

export const usage = `  score      forecasts and chain over columns of findings, beside the same arithmetic in NumPy
    --findings 1000000,10000000    sizes
    --pairs 5                      how often kernel and NumPy are measured in turn
    --seed 1                       of the findings
    NumPy needs a python3 that has it; PATCH_RISK_BENCH_PYTHON names another one`;

export const run = measuring('src/bench/score/main.ts');
