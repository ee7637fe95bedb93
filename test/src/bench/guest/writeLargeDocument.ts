import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const PRODUCTS = 2000;
const VULNERABILITIES = 1500;
const PRODUCTS_PER_VULNERABILITY = 60;

/** Writes a valid CSAF 2.0 document of about the given size: many products, many vulnerabilities, long texts. */
export async function writeLargeDocument(
  path: string,
  bytes: number,
): Promise<void> {
  const stream = createWriteStream(path);
  const write = async (text: string) => {
    if (!stream.write(text)) {
      await once(stream, 'drain');
    }
  };
  const at = '2026-11-01T00:00:00.000Z';
  const document = {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    title: 'A large advisory of the bench',
    publisher: {
      category: 'vendor',
      name: 'Bench Vendor',
      namespace: 'https://example.com',
    },
    tracking: {
      id: 'BENCH-1',
      status: 'final',
      version: '1',
      initial_release_date: at,
      current_release_date: at,
      revision_history: [{ number: '1', date: at, summary: 'First' }],
    },
  };
  const products = Array.from({ length: PRODUCTS }, (_, i) => ({
    category: 'product_name',
    name: `Model ${i}`,
    branches: [
      {
        category: 'product_version_range',
        name: `vers:generic/<${1 + (i % 9)}.0`,
        product: { product_id: `P-${i}`, name: `Bench Vendor Model ${i}` },
      },
    ],
  }));
  const tree = {
    branches: [
      { category: 'vendor', name: 'Bench Vendor', branches: products },
    ],
  };
  await write(
    `{"document":${JSON.stringify(document)},"product_tree":${JSON.stringify(
      tree,
    )},"vulnerabilities":[`,
  );
  const noteLength = Math.max(
    0,
    Math.floor(bytes / VULNERABILITIES) - PRODUCTS_PER_VULNERABILITY * 30 - 800,
  );
  const note = 'An attacker may stop the device by sending it a long message. '
    .repeat(Math.ceil(noteLength / 62))
    .slice(0, noteLength);
  for (let i = 0; i < VULNERABILITIES; i++) {
    const ids = Array.from(
      { length: PRODUCTS_PER_VULNERABILITY },
      (_, j) => `P-${(i * 37 + j * 11) % PRODUCTS}`,
    );
    const vulnerability = {
      cve: `CVE-2019-9${String(i).padStart(4, '0')}`,
      cwe: { id: 'CWE-400', name: 'Uncontrolled Resource Consumption' },
      notes: [{ category: 'description', text: `${note}${i}` }],
      product_status: { known_affected: [...new Set(ids)] },
      scores: [
        {
          products: [...new Set(ids)],
          cvss_v3: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
            baseScore: 7.5,
            baseSeverity: 'HIGH',
          },
        },
      ],
      remediations: [
        {
          category: 'vendor_fix',
          details: 'Update to the latest version.',
          product_ids: [...new Set(ids)],
        },
      ],
    };
    await write(`${i > 0 ? ',' : ''}${JSON.stringify(vulnerability)}`);
  }
  stream.end(']}\n');
  await once(stream, 'finish');
}
