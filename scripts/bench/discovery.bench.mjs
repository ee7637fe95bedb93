import { measuring } from './measuring.mjs';

export const usage = `  discovery  lists of devices as CSV, a scan and leases of the same devices, made into devices
    --devices 1000,10000,40000     sizes
    --seed 1                       of the devices`;

export const run = measuring('src/bench/discovery/main.ts');
