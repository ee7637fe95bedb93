import { fitBackport } from '../../../src/forecast/backport/fitBackport';
import { fitErratum } from '../../../src/forecast/erratum/fitErratum';
import type { FixOutcome } from '../../../src/forecast/pooled/FixOutcome';
import type { TrainedModel } from '../families/TrainedModel';
import { backportOutcomes } from './backportOutcomes';
import { erratumOutcomes } from './erratumOutcomes';
import { ERRATUM_FIRST_DAY } from './ERRATUM_FIRST_DAY';
import { roundModel } from './roundModel';

const VERSION = '2.0.0';

/** Trains the models of backports and errata on all rows. */
export async function trainLinux(
  progress: (line: string) => void,
): Promise<TrainedModel[]> {
  progress('backports');
  const backports = backportOutcomes();
  const backport = fitBackport(backports, {
    asOf: lastFix(backports),
    version: VERSION,
  });
  progress('errata');
  const errata = erratumOutcomes().filter(
    ({ fixCase }) => (fixCase.disclosed ?? '') >= ERRATUM_FIRST_DAY,
  );
  const erratum = fitErratum(errata, {
    asOf: lastFix(errata),
    version: VERSION,
  });
  return [
    { file: 'forecast/models/backport-v2.json', model: roundModel(backport) },
    { file: 'forecast/models/erratum-v2.json', model: roundModel(erratum) },
  ];
}

function lastFix(outcomes: readonly FixOutcome[]): string {
  let last = '';
  for (const { fixedOn } of outcomes) {
    last = fixedOn > last ? fixedOn : last;
  }
  return last;
}
