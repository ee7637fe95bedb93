import { z } from 'zod';
import type { ReadDocument } from '../csaf/readDocument';
import { parseCpe } from '../identifiers/parseCpe';
import { parsePurl } from '../identifiers/parsePurl';
import { cleanText } from '../records/cleanText';
import { cveSchema } from '../records/cveSchema';
import { dateSchema } from '../records/dateSchema';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { rowsOfStatements } from './rowsOfStatements';
import type { VexStatement } from './VexStatement';
import type { VexSubject } from './VexSubject';

const text = (maxLength: number) =>
  z.string().transform(value => cleanText(value, maxLength));

const productSchema = z.object({
  '@id': z.string().max(2_000).optional(),
  identifiers: z
    .object({
      purl: z.string().max(2_000).optional(),
      cpe23: z.string().max(1_000).optional(),
      cpe22: z.string().max(1_000).optional(),
    })
    .optional()
    .catch(undefined),
});

const statementSchema = z.object({
  vulnerability: z.union([
    z.object({
      name: z.string().max(300),
      aliases: z.array(z.string().max(300)).optional(),
    }),
    z
      .string()
      .max(300)
      .transform(name => ({ name, aliases: undefined })),
  ]),
  products: z.array(z.unknown()).optional(),
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: z.string().max(100).optional(),
  impact_statement: text(2_000).optional(),
  action_statement: text(2_000).optional(),
});

const documentSchema = z.object({
  '@context': z.string().regex(/openvex/i, 'is no context of OpenVEX'),
  '@id': text(500).pipe(z.string().min(1)),
  author: text(200),
  timestamp: z.string().max(50),
  last_updated: z.string().max(50).optional(),
  version: z.number().int().min(0),
  statements: z.array(z.unknown()),
});

function subjectOf(raw: unknown): VexSubject | undefined {
  const read = productSchema.safeParse(
    typeof raw === 'string' ? { '@id': raw } : raw,
  );
  if (!read.success) return undefined;
  const { '@id': id = '', identifiers } = read.data;
  const purl = identifiers?.purl ?? id;
  const named = parsePurl(purl);
  const cpeText = identifiers?.cpe23 ?? identifiers?.cpe22 ?? id;
  const cpe = parseCpe(cpeText);
  if (!named && !cpe) return undefined;
  const product = named?.name ?? cpe?.product ?? '';
  return {
    vendor: cpe?.vendor ?? '',
    product,
    version: named?.version ?? cpe?.version,
    purl: named && purl,
    cpe: cpe && cpeText,
    path: [id || product],
  };
}

/**
 * Reads an OpenVEX document (0.2). A statement on a component of a product (`subcomponents`) is one on
 * the product.
 *
 * @param options - as for `readDocument`
 * @returns undefined when the document cannot be used at all
 *
 * @public
 */
export function readOpenVex(options: {
  value: unknown;
  contentHash: string;
  record: string;
  problems: RecordProblem[];
}): ReadDocument | undefined {
  const { value, record, problems } = options;
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: value, error: parsed.error }));
    return undefined;
  }
  const { data } = parsed;
  const released = dateSchema.safeParse(data.timestamp);
  const revised = dateSchema.safeParse(data.last_updated ?? data.timestamp);
  if (!released.success || !revised.success) {
    const shown = data.timestamp;
    const reason = 'is no ISO 8601 date between 1980 and 2200';
    problems.push({ record, field: 'timestamp', value: shown, reason });
    return undefined;
  }
  const statements = new Map<string, VexStatement[]>();
  for (const [index, raw] of data.statements.entries()) {
    const prefix = `statements.${index}`;
    const read = statementSchema.safeParse(raw);
    if (!read.success) {
      problems.push(
        schemaProblem({ record, input: raw, error: read.error, prefix }),
      );
      continue;
    }
    const { vulnerability, products = [], status } = read.data;
    const names = [vulnerability.name, ...(vulnerability.aliases ?? [])];
    const cve = names
      .map(name => cveSchema.safeParse(name))
      .find(each => each.success)?.data;
    if (cve === undefined) {
      problems.push({
        record,
        field: `${prefix}.vulnerability`,
        value: vulnerability.name,
        reason: 'is no CVE, and has none among its aliases',
      });
      continue;
    }
    for (const [position, rawProduct] of products.entries()) {
      const subject = subjectOf(rawProduct);
      if (!subject) {
        problems.push({
          record,
          field: `${prefix}.products.${position}`,
          reason: 'The product has neither a package URL nor a CPE',
          remedy: 'Report it to the publisher of the document',
        });
        continue;
      }
      const known = statements.get(cve) ?? [];
      statements.set(cve, known);
      known.push({
        cve,
        subject,
        status,
        justification:
          status === 'not_affected'
            ? read.data.justification ?? read.data.impact_statement
            : undefined,
        details: read.data.action_statement,
        remediationState: 'unknown',
      });
    }
  }
  return {
    advisory: {
      trackingId: data['@id'],
      version: String(data.version),
      title: `VEX of ${data.author}`,
      publisher: data.author,
      releasedOn: released.data,
      revisedOn: revised.data,
      sectors: [],
      contentHash: options.contentHash,
    },
    vulnerabilities: [...statements].map(([cve, ofCve]) => ({
      vulnerability: { cve, disclosedOn: released.data, cwes: [] },
      products: rowsOfStatements(ofCve),
    })),
  };
}
