import { measuring } from './measuring.mjs';

export const usage = `  matching   inventories of devices with 50 components each against all advisories, and one changed advisory
    --devices 10000,100000         sizes
    --components 50                of each firmware
    --changed 200                  advisories that are matched again, one by one
    --seed 1                       of the inventory
    Advisories are those of PATCH_RISK_BENCH_ADVISORIES, a .jsonl.gz of CSAF documents, or of the data beside the repository`;

export const run = measuring('src/bench/matching/main.ts');
