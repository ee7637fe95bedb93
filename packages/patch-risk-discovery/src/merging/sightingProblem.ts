import { cleanText, type RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';
import { readInstant } from '../text/readInstant';

const CLAIMS = [
  'vendor',
  'model',
  'serial',
  'firmwareVersion',
  'hardwareVersion',
  'operatingSystem',
] as const;

/** Why a sighting cannot be taken in; undefined where it can. */
export function sightingProblem(sighting: Sighting): RecordProblem | undefined {
  const { record, seenAt } = sighting;
  if (seenAt !== undefined && readInstant(seenAt) === undefined) {
    return {
      record,
      field: 'seenAt',
      value: cleanText(String(seenAt), 80),
      reason: 'is no instant between 1990 and 2200',
      remedy: 'Write it as 2026-11-21T08:00:00Z, or leave it out',
    };
  }
  for (const field of CLAIMS) {
    const claim = sighting[field];
    if (claim === undefined) continue;
    if (!(claim.confidence >= 0 && claim.confidence <= 1)) {
      return {
        record,
        field: `${field}.confidence`,
        value: String(claim.confidence),
        reason: 'is no number from 0 to 1',
        remedy: 'Give how sure the source is, 1 for certain',
      };
    }
  }
  return undefined;
}
