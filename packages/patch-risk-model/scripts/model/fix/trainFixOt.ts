import { fitOtFixModel } from '../../../src/forecast/fix/fitOtFixModel';
import { fitRhythm } from '../../../src/forecast/rhythm/fitRhythm';
import type { TrainedModel } from '../families/TrainedModel';
import { otLateSpells } from './otLateSpells';
import { otTrainingRows } from './otTrainingRows';
import { rhythmReleases } from './rhythmReleases';

/** Trains the fix model of OT advisories on all rows. */
export async function trainFixOt(
  progress: (line: string) => void,
): Promise<TrainedModel[]> {
  progress('fixes of OT advisories: reading');
  const rows = otTrainingRows();
  const spells = otLateSpells();
  progress('fixes of OT advisories: boosting');
  const model = fitOtFixModel({
    version: '2.0.0',
    ...rows,
    spells,
    licence:
      'advisories: US Government work; productLists, late: ODbL-1.0 (derived database)',
    attribution: 'CISA CSAF; ICS Advisory Project (icsadvprj), ODbL-1.0',
  });
  const rhythm = fitRhythm(rhythmReleases(), {
    version: '1.0.0',
    licence: 'ODbL-1.0 (derived database)',
    attribution: 'CISA CSAF; ICS Advisory Project (icsadvprj), ODbL-1.0',
  });
  return [
    { file: 'forecast/models/fix-ot-v2.json', model },
    { file: 'forecast/models/rhythm-v1.json', model: rhythm },
  ];
}
