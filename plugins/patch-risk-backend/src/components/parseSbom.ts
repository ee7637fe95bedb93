import { createHash } from 'node:crypto';
import {
  readBomFile,
  type Bom,
  type SeenComponent,
} from '@patch-risk/discovery';
import { parseCpe, type RecordProblem } from '@patch-risk/match';
import { openFeedFile } from '../feeds/openFeedFile';
import { isRefusal } from '../feeds/isRefusal';
import type { Task } from '../workers/Task';
import type { SetComponent } from './SetComponent';

/** A document to read. */
export interface SbomInput {
  path: string;
  /** What it is called in the quarantine. */
  name: string;
  maxBytes: number;
  /** SHA-256 of what was read last from its place; the same is not read again. */
  knownHash?: string;
}

/** What a document is about. */
export interface SbomHeader {
  /** Of the components, whatever their order. */
  contentHash: string;
  specVersion: string;
  serial?: string;
  name?: string;
  vendor?: string;
  /** Of the firmware, where the document says it. */
  version?: string;
  componentCount: number;
}

/** The next components of a document. */
export interface SbomBatch {
  header: SbomHeader;
  components: SetComponent[];
}

/** What became of a document; without `header` it was refused, or is unchanged. */
export interface SbomOutput {
  fileHash: string;
  isUnchanged: boolean;
  header?: SbomHeader;
  problems: RecordProblem[];
}

const BATCH = 1_000;
const MAX_PROBLEMS = 100;

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, 32);
}

function setComponent(seen: SeenComponent): SetComponent {
  const component = {
    name: seen.name,
    group: seen.group,
    version: seen.version,
    purl: seen.purl,
    cpe: seen.cpe,
    supplier: seen.vendor,
    licences: seen.licences ?? [],
    hashes: seen.hashes ?? [],
  };
  return { ...component, identity: hashOf(Object.values(component)) };
}

function headerOf(bom: Bom, components: readonly SetComponent[]): SbomHeader {
  const { subject } = bom;
  const ofCpe = subject?.cpe === undefined ? undefined : parseCpe(subject.cpe);
  const [firmware, ...others] = subject?.firmwareVersions ?? [];
  return {
    contentHash: hashOf(components.map(({ identity }) => identity).sort()),
    specVersion: bom.specVersion,
    serial: bom.serialNumber,
    name: subject?.name,
    vendor: subject?.vendor ?? ofCpe?.vendor,
    version:
      subject?.type === 'device' &&
      firmware !== undefined &&
      others.length === 0
        ? firmware
        : subject?.version,
    componentCount: components.length,
  };
}

/** Keeps the first problems and says how many more there are. */
function shorten(name: string, problems: RecordProblem[]): RecordProblem[] {
  const more = problems.length - MAX_PROBLEMS;
  const shown = problems.slice(0, MAX_PROBLEMS);
  return more > 0
    ? [
        ...shown,
        {
          record: name,
          reason: `${more} more problems of this document are not listed`,
        },
      ]
    : shown;
}

/** Reads a document of CycloneDX, JSON or XML, packed with gzip or not. What is wrong with it is told, never thrown. */
export const parseSbom: Task<SbomInput, SbomOutput, SbomBatch> = async (
  input,
  context,
) => {
  const { name } = input;
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  const refused = (problems: RecordProblem[]): SbomOutput => ({
    fileHash: '',
    isUnchanged: false,
    problems: shorten(
      name,
      // The quarantine is replaced by document.
      problems.map(problem => ({ ...problem, record: name })),
    ),
  });
  try {
    for await (const chunk of await openFeedFile(input)) {
      hash.update(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused([{ record: name, reason: error.message }]);
  }
  const fileHash = hash.digest('hex');
  if (fileHash === input.knownHash) {
    return { fileHash, isUnchanged: true, problems: [] };
  }
  const bom = await readBomFile(
    (async function* content() {
      yield* chunks;
    })(),
    { file: name },
  );
  if (!('components' in bom)) {
    return refused(
      bom.problems.map(problem => ({
        ...problem,
        reason: problem.record.startsWith(name)
          ? `${problem.record.slice(name.length).replace(/^, /, '')} ${
              problem.reason
            }`.trim()
          : problem.reason,
      })),
    );
  }
  const byIdentity = new Map(
    bom.components.map(setComponent).map(each => [each.identity, each]),
  );
  const components = [...byIdentity.values()];
  if (components.length === 0) {
    return refused([
      ...bom.problems,
      {
        record: name,
        field: 'components',
        reason: 'names no component',
        remedy: 'Export the document with its components',
      },
    ]);
  }
  const header = headerOf(bom, components);
  for (let start = 0; start < components.length; start += BATCH) {
    await context.emit({
      header,
      components: components.slice(start, start + BATCH),
    });
  }
  return {
    fileHash,
    isUnchanged: false,
    header,
    problems: shorten(
      name,
      bom.problems.map(problem => ({ ...problem, record: name })),
    ),
  };
};
