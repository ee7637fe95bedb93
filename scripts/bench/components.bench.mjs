import { measuringOnEngines } from './measuringOnEngines.mjs';

export const usage = `  components   questions about components: exact, by beginning, missing, in everything, by range of versions
    --rows 5000000                 components of all sets together
    --devices 100000               devices that share the sets
    --questions 200                of each kind
    --engine both                  sqlite, postgres or both
    --seed 1                       of names, versions and sets`;

export const run = measuringOnEngines('src/bench/components/main.ts');
