import { SeededRandom } from '../SeededRandom';
import type { FindingCodes } from './FindingCodes';

const VULNERABILITIES = 20_000;
const OF_VULNERABILITY = [
  'attackVector',
  'attackComplexity',
  'privileges',
  'access',
  'interaction',
  'scope',
  'confidentiality',
  'integrity',
  'availability',
  'score',
  'cvssImpact',
  'weakness',
  'vendor',
  'ageDays',
] as const;

/** Cumulative weights, so that a code costs one random number and few comparisons. */
function chooser(...weights: number[]) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  const bounds = weights.map(weight => {
    below += weight / total;
    return below;
  });
  return (value: number) => {
    let code = 0;
    while (code < bounds.length - 1 && value >= bounds[code]) {
      code++;
    }
    return code;
  };
}

const CHOOSERS = {
  attackVector: chooser(70, 5, 20, 2, 3),
  attackComplexity: chooser(85, 15),
  privileges: chooser(65, 28, 7),
  interaction: chooser(70, 30),
  scope: chooser(85, 15),
  level: chooser(55, 20, 25),
  weakness: chooser(8, 25, 8, 4, 10, 10, 12, 20, 3),
  vendor: chooser(3, 30, 8, 10, 6, 6, 2, 4, 2, 29),
  state: chooser(60, 5, 15, 10, 10),
  exposure: chooser(3, 8, 55, 20, 14),
  purdueLevel: chooser(5, 25, 20, 15, 3, 8, 3, 21),
  securityLevel: chooser(5, 20, 20, 8, 2, 45),
  criticality: chooser(20, 35, 22, 8, 15),
  safety: chooser(55, 18, 9, 18),
  updateChannel: chooser(8, 17, 22, 38, 15),
  windowsPerWeek: chooser(30, 20, 30, 20),
};

/** Invented findings with the mix of an industrial organisation; the same for the same seed. */
export function makeFindingCodes(count: number, seed: number): FindingCodes {
  const random = SeededRandom.create(seed);
  const bytes = () => new Uint8Array(count);
  const codes: FindingCodes = {
    vulnerability: new Uint16Array(count),
    attackVector: bytes(),
    attackComplexity: bytes(),
    privileges: bytes(),
    access: bytes(),
    interaction: bytes(),
    scope: bytes(),
    confidentiality: bytes(),
    integrity: bytes(),
    availability: bytes(),
    score: bytes(),
    weakness: bytes(),
    vendor: bytes(),
    state: bytes(),
    ageDays: new Uint16Array(count),
    plannedInDays: new Int16Array(count),
    place: bytes(),
    securityLevel: bytes(),
    controls: bytes(),
    delay: bytes(),
    cvssImpact: bytes(),
    device: bytes(),
  };
  const draw = (name: keyof typeof CHOOSERS) => CHOOSERS[name](random.next());
  const drawVulnerability = (row: number) => {
    const hasVector = draw('attackVector');
    codes.attackVector[row] = hasVector;
    codes.score[row] = 20 + random.below(81);
    if (hasVector < 4) {
      codes.attackComplexity[row] = draw('attackComplexity');
      codes.privileges[row] = draw('privileges');
      codes.access[row] = 3 * hasVector + codes.privileges[row];
      codes.interaction[row] = draw('interaction');
      codes.scope[row] = draw('scope');
      codes.confidentiality[row] = draw('level');
      codes.integrity[row] = draw('level');
      codes.availability[row] = draw('level');
      codes.cvssImpact[row] =
        9 * codes.confidentiality[row] +
        3 * codes.integrity[row] +
        codes.availability[row];
    } else {
      codes.access[row] = 12;
      codes.cvssImpact[row] = 27 + codes.score[row];
    }
    codes.weakness[row] = draw('weakness');
    codes.vendor[row] = draw('vendor');
    codes.ageDays[row] = Math.min(
      6000,
      Math.floor(-700 * Math.log(1 - random.next())),
    );
  };
  for (let row = 0; row < count; row++) {
    if (row < VULNERABILITIES) {
      codes.vulnerability[row] = row;
      drawVulnerability(row);
    } else {
      const from = random.below(VULNERABILITIES);
      codes.vulnerability[row] = from;
      for (const name of OF_VULNERABILITY) {
        codes[name][row] = codes[name][from];
      }
    }
    codes.state[row] = draw('state');
    codes.plannedInDays[row] = random.below(240) - 60;
    codes.place[row] = 8 * draw('exposure') + draw('purdueLevel');
    codes.securityLevel[row] = draw('securityLevel');
    codes.controls[row] = random.next() < 0.7 ? 0 : 2 ** random.below(7);
    codes.delay[row] = 4 * draw('updateChannel') + draw('windowsPerWeek');
    codes.device[row] = 4 * draw('criticality') + draw('safety');
  }
  return codes;
}
