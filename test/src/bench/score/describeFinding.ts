import { readCvssVector } from '@patch-risk/model';
import { choices } from './choices';
import type { FindingCodes } from './FindingCodes';
import type { ScoredFinding } from './ScoredFinding';

/** The day of all forecasts of the benchmark. */
export const AS_OF = '2026-06-01';

/** The day so many days from the day of the forecasts. */
export function dayFrom(days: number): string {
  return new Date(Date.parse(AS_OF) + days * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

/** The vector that a row's codes spell; undefined for a row without one. */
export function vectorOf(codes: FindingCodes, row: number): string | undefined {
  const vector = choices.attackVector[codes.attackVector[row]];
  if (vector === undefined) {
    return undefined;
  }
  return `CVSS:3.1/AV:${vector}/AC:${
    choices.attackComplexity[codes.attackComplexity[row]]
  }/PR:${choices.privileges[codes.privileges[row]]}/UI:${
    choices.interaction[codes.interaction[row]]
  }/S:${choices.scope[codes.scope[row]]}/C:${
    choices.level[codes.confidentiality[row]]
  }/I:${choices.level[codes.integrity[row]]}/A:${
    choices.level[codes.availability[row]]
  }`;
}

/** One row in words. */
export function describeFinding(
  codes: FindingCodes,
  row: number,
): ScoredFinding {
  const cvssVector = vectorOf(codes, row);
  const cvssBaseScore = codes.score[row] / 10;
  const common = {
    cvssVector,
    cvssBaseScore,
    cwes: choices.weakness[codes.weakness[row]],
    vendor: choices.vendor[codes.vendor[row]],
    disclosedOn: dayFrom(-codes.ageDays[row]),
    asOf: AS_OF,
  };
  const state = choices.state[codes.state[row]];
  const reading = cvssVector ? readCvssVector(cvssVector) : undefined;
  return {
    exploit: common,
    fix: {
      ...common,
      state,
      plannedFor:
        state === 'announced' ? dayFrom(codes.plannedInDays[row]) : undefined,
    },
    attackVector: reading?.attackVector,
    exposure: choices.exposure[Math.floor(codes.place[row] / 8)],
    purdueLevel: choices.purdueLevel[codes.place[row] % 8],
    securityLevel: choices.securityLevel[codes.securityLevel[row]],
    controls: choices.control.filter(
      (_, bit) => Math.floor(codes.controls[row] / 2 ** bit) % 2 === 1,
    ),
    updateChannel: choices.updateChannel[Math.floor(codes.delay[row] / 4)],
    windowsPerWeek: choices.windowsPerWeek[codes.delay[row] % 4],
    cvssImpact: reading?.impact ?? cvssBaseScore / 10,
    criticality: choices.criticality[Math.floor(codes.device[row] / 4)],
    safety: choices.safety[codes.device[row] % 4],
  };
}
