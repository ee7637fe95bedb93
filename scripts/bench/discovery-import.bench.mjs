import { measuring } from './measuring.mjs';

export const usage = `  discovery-import  lists of devices as CSV, imported into a database twice, as the backend does
    --devices 1000,10000,40000     sizes
    --seed 1                       of the devices`;

export const run = measuring('src/bench/discoveryImport/main.ts');
