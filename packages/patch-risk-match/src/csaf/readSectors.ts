import { cleanText } from '../records/cleanText';
import type { CsafDocument } from './schema';

const MAX_LENGTH = 2_000;

/**
 * Sectors of critical infrastructure that a document's notes list. The list is split at commas, also inside of a name
 * (`Nuclear Reactors, Materials, and Waste`): the forecast of fixes counts its parts, and learned from such counts.
 */
export function readSectors(
  notes: CsafDocument['document']['notes'],
): string[] {
  const note = notes?.find(({ title }) =>
    /^critical infrastructure sectors$/i.test(title ?? ''),
  );
  return cleanText(note?.text ?? '', MAX_LENGTH)
    .split(/,\s*/)
    .filter(name => name !== '');
}
