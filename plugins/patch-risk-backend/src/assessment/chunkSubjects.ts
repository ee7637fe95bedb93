import type { AssessmentSubject } from '../database/AssessmentInputStore';

// A chunk without findings still holds its devices' fields in memory.
const CHUNK_DEVICES = 250;

/** Parts devices into chunks of about so many findings, in their order. */
export function* chunkSubjects(
  subjects: readonly AssessmentSubject[],
  chunkFindings: number,
): Generator<AssessmentSubject[]> {
  let chunk: AssessmentSubject[] = [];
  let findings = 0;
  for (const subject of subjects) {
    chunk.push(subject);
    findings += subject.findingCount;
    if (findings >= chunkFindings || chunk.length >= CHUNK_DEVICES) {
      yield chunk;
      chunk = [];
      findings = 0;
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}
