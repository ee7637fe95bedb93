import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import type { Advisory } from './Advisory';
import { readProductTree } from './readProductTree';
import { readSectors } from './readSectors';
import { type ReadVulnerability, readVulnerability } from './readVulnerability';
import { type CsafDocument, csafDocumentSchema } from './schema';

/**
 * A CSAF document, its vulnerabilities read one after the other as they are asked for.
 *
 * @public
 */
export interface ReadDocument {
  advisory: Advisory;
  vulnerabilities: Iterable<ReadVulnerability>;
}

function webAddress(document: CsafDocument['document']): string | undefined {
  const addresses = (document.references ?? [])
    .filter(
      ({ category, url }) =>
        category === 'self' &&
        /^https?:\/\/\S+$/i.test(url) &&
        url.length <= 2_000,
    )
    .map(({ url }) => url);
  return addresses.find(url => !/\.json$/i.test(url)) ?? addresses[0];
}

/**
 * Reads one CSAF 2.0 document.
 *
 * @param options - `value` as parsed from JSON, `contentHash` of its bytes, `today` as
 *   `YYYY-MM-DD`; `idSystem` is the `system_name` whose `ids` stand for
 *   vulnerabilities without CVE; parts that cannot be used are added to `problems`.
 * @returns Undefined when the document cannot be used at all.
 *
 * @public
 */
export function readDocument(options: {
  value: unknown;
  contentHash: string;
  today: string;
  idSystem?: string;
  record: string;
  problems: RecordProblem[];
}): ReadDocument | undefined {
  const { value, record, problems, today, idSystem } = options;
  const parsed = csafDocumentSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: value, error: parsed.error }));
    return undefined;
  }
  const { document, product_tree, vulnerabilities = [] } = parsed.data;
  const { tracking, publisher } = document;
  const tree = readProductTree({
    tree: product_tree,
    fallbackVendor:
      publisher.category === 'vendor' ? publisher.name : undefined,
    record,
    problems,
  });
  const releasedOn = tracking.initial_release_date;

  function* readAll() {
    for (const [index, raw] of vulnerabilities.entries()) {
      const found = readVulnerability({
        raw,
        index,
        tree,
        releasedOn,
        today,
        idSystem,
        record,
        problems,
      });
      if (found) {
        yield found;
      }
    }
  }
  return {
    advisory: {
      trackingId: tracking.id,
      version: tracking.version,
      title: document.title,
      publisher: publisher.name,
      url: webAddress(document),
      releasedOn,
      revisedOn: tracking.current_release_date,
      sectors: readSectors(document.notes),
      contentHash: options.contentHash,
    },
    vulnerabilities: readAll(),
  };
}
