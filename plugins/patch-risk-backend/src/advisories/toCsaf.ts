import { COMPONENT_NAMESPACE, cleanText } from '@patch-risk/match';
import type {
  OwnAdvisoryContent,
  OwnAdvisoryProduct,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** The `system_name` under which the document gives the vulnerability its identifier. */
export const OWN_ID_SYSTEM = 'urn:patch-risk:own-advisory';

/** A maker that the advisory does not name; no device is of that vendor. */
const UNKNOWN_MAKER = 'maker not named';

interface Branch {
  category: string;
  name: string;
  product?: object;
  branches?: Branch[];
}

function branchOf(product: OwnAdvisoryProduct, productId: string): Branch {
  const { vendor, model, component, purl, range } = product;
  const name = cleanText(model ?? component ?? purl ?? '', 200);
  const full = {
    name: [name, range].filter(Boolean).join(' '),
    product_id: productId,
    ...(purl === undefined && component === undefined
      ? {}
      : {
          product_identification_helper: {
            ...(purl === undefined ? {} : { purl }),
            ...(component === undefined
              ? {}
              : {
                  x_generic_uris: [
                    {
                      namespace: COMPONENT_NAMESPACE,
                      uri: encodeURIComponent(component),
                    },
                  ],
                }),
          },
        }),
  };
  const inner: Branch =
    range === undefined
      ? { category: 'product_name', name, product: full }
      : {
          category: 'product_name',
          name,
          branches: [
            { category: 'product_version_range', name: range, product: full },
          ],
        };
  return {
    category: 'vendor',
    name: cleanText(vendor ?? UNKNOWN_MAKER, 200),
    branches: [inner],
  };
}

/**
 * A hand-written advisory as a document of CSAF 2.0, so that it takes the same road as those of
 * vendors. The vulnerability has an identifier of its own in place of a CVE.
 *
 * @param options - `releasedOn` and `revisedOn` are instants, ISO 8601 in UTC
 */
export function toCsaf(options: {
  id: string;
  revision: number;
  content: OwnAdvisoryContent;
  releasedAt: string;
  revisedAt: string;
}) {
  const { id, revision, content, releasedAt, revisedAt } = options;
  const { description, remediation, cvssVector, severity } = content;
  const title = cleanText(content.title, 300);
  const productIds = content.products.map((_, index) => `P${index + 1}`);
  const notes = description
    ? [{ category: 'description', text: cleanText(description, 5000) }]
    : [];
  const version = cvssVector && /^CVSS:(\d\.\d)\//.exec(cvssVector)?.[1];
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title,
      publisher: {
        category: 'user',
        name: 'Hand-written',
        namespace: 'urn:patch-risk:own-advisory',
      },
      ...(severity === undefined
        ? {}
        : { aggregate_severity: { text: severity } }),
      ...(notes.length > 0 ? { notes } : {}),
      tracking: {
        id,
        version: String(revision),
        status: 'final',
        initial_release_date: releasedAt,
        current_release_date: revisedAt,
        revision_history: [
          {
            number: String(revision),
            date: revisedAt,
            summary: revision === 1 ? 'Written' : 'Changed',
          },
        ],
      },
    },
    product_tree: {
      branches: content.products.map((product, index) =>
        branchOf(product, productIds[index]),
      ),
    },
    vulnerabilities: [
      {
        ids: [{ system_name: OWN_ID_SYSTEM, text: id }],
        title,
        ...(notes.length > 0 ? { notes } : {}),
        product_status: { known_affected: productIds },
        ...(version === undefined || version === ''
          ? {}
          : {
              scores: [
                {
                  products: productIds,
                  [`cvss_v${version[0]}`]: {
                    version,
                    vectorString: cvssVector,
                  },
                },
              ],
            }),
        remediations: remediation
          ? [
              {
                category: remediation.category,
                details: cleanText(remediation.details, 2000),
                ...(remediation.date === undefined
                  ? {}
                  : { date: `${remediation.date}T00:00:00Z` }),
                ...(remediation.url === undefined
                  ? {}
                  : { url: remediation.url }),
                product_ids: productIds,
              },
            ]
          : [],
      },
    ],
  };
}
