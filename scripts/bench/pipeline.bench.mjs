import { measuringOnEngines } from './measuringOnEngines.mjs';

export const usage = `  pipeline   full assessment of generated organisations, against a bare loop over the same arithmetic
    --findings 1000,10000,100000   sizes
    --engine both                  sqlite, postgres or both
    --pairs 3                      how often bare loop and assessment are measured in turn
    --epss-share 0.05              share of the vulnerabilities whose EPSS value moves in a day
    --seed 1                       of the organisation
    --chunk-findings N             findings in one worker task, default as shipped`;

export const run = measuringOnEngines('src/bench/pipeline/main.ts');
