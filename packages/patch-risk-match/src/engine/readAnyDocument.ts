import { readDocument, type ReadDocument } from '../csaf/readDocument';
import { readNvdCve } from '../nvd/readNvdCve';
import { nvdPageSchema } from '../nvd/schema';
import { readOsv } from '../osv/readOsv';
import type { AdviceSource } from '../records/AdviceSource';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { readCycloneDxVex } from '../vex/readCycloneDxVex';
import { readOpenVex } from '../vex/readOpenVex';

/**
 * A document, or one record of a page of many; `document` is missing where it was refused.
 *
 * @public
 */
export interface AnyDocument {
  source: AdviceSource;
  /** What it is called in problems. */
  record: string;
  document?: ReadDocument;
  /** Grows while the vulnerabilities of the document are read. */
  problems: RecordProblem[];
}

/** Whether an object has a field of its own, whatever its prototype says. */
function has(value: object, field: string): boolean {
  return Object.hasOwn(value, field);
}

function kindOf(value: unknown): AdviceSource | 'nvd-page' | 'openvex' {
  if (typeof value !== 'object' || value === null) return 'csaf';
  if (has(value, 'bomFormat')) return 'vex';
  if (has(value, 'statements') && has(value, '@context')) return 'openvex';
  if (has(value, 'format') && has(value, 'totalResults')) return 'nvd-page';
  if (has(value, 'cve') || has(value, 'vulnStatus')) return 'nvd';
  return has(value, 'id') && has(value, 'modified') ? 'osv' : 'csaf';
}

/**
 * Reads a document of any kind that is known: CSAF 2.0, CycloneDX or OpenVEX, a record of OSV, a CVE
 * of NVD or a page of them. What is none of the others is read as CSAF.
 *
 * @param options - as for `readDocument`; `hashOf` gives the hash of a record by its value
 *
 * @public
 */
export function* readAnyDocument(options: {
  value: unknown;
  record: string;
  today: string;
  hashOf: (value: unknown) => string;
}): Generator<AnyDocument> {
  const { value, record, today, hashOf } = options;
  const kind = kindOf(value);
  const problems: RecordProblem[] = [];
  if (kind === 'nvd-page') {
    const page = nvdPageSchema.safeParse(value);
    if (!page.success) {
      problems.push(schemaProblem({ record, input: value, error: page.error }));
      yield { source: 'nvd', record, problems };
      return;
    }
    for (const [index, each] of page.data.vulnerabilities.entries()) {
      const own: RecordProblem[] = [];
      const name = `${record}#${index}`;
      const document = readNvdCve({
        value: each,
        contentHash: hashOf(each),
        record: name,
        problems: own,
      });
      yield { source: 'nvd', record: name, document, problems: own };
    }
    return;
  }
  const common = { value, record, today, problems, contentHash: hashOf(value) };
  const readers = {
    csaf: readDocument,
    vex: readCycloneDxVex,
    openvex: readOpenVex,
    osv: readOsv,
    nvd: readNvdCve,
  };
  const source = kind === 'openvex' ? 'vex' : kind;
  yield { source, record, document: readers[kind](common), problems };
}
