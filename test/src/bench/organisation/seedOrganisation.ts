import type { Knex } from 'knex';
import { SeededRandom } from '../SeededRandom';
import { makeDevice } from './makeDevice';
import { makeProducts } from './makeProducts';
import { readRealProducts } from './readRealProducts';

/** What was seeded. */
export interface SeededOrganisation {
  source: string;
  devices: number;
  findings: number;
  groups: number;
  vulnerabilities: number;
}

const CHUNK = 200;

async function insert(database: Knex, table: string, rows: object[]) {
  await database.transaction(async transaction => {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await transaction(table).insert(rows.slice(start, start + CHUNK));
    }
  });
}

/**
 * Fills devices, findings and vulnerabilities as feeds, inventory and matcher would leave them. Common products stand in
 * many places, so that devices share curves as they do in a real organisation.
 *
 * @param options - `findings` is met exactly; the same seed gives the same organisation; `at` is an ISO instant
 */
export async function seedOrganisation(options: {
  database: Knex;
  findings: number;
  seed: number;
  at: string;
}): Promise<SeededOrganisation> {
  const { database, findings, seed, at } = options;
  const random = SeededRandom.create(seed);
  const real = readRealProducts();
  const products = real ?? makeProducts(random);
  const deviceRows: object[] = [];
  const findingRows: object[] = [];
  const groups = new Set<string>();
  const vulnerabilities = new Map<string, object>();
  while (findingRows.length < findings) {
    // Half of the devices are of the commonest tenth of the products.
    const pool = random.next() < 0.5 ? products.length / 10 : products.length;
    const product = products[random.below(pool)];
    const name = `device-${String(deviceRows.length).padStart(6, '0')}`;
    const ref = `resource:default/${name}`;
    const fields = makeDevice(random, product);
    const seen = { first_seen_at: at, last_seen_at: at, changed_at: at };
    deviceRows.push({
      entity_ref: ref,
      uid: name,
      etag: '1',
      title: name,
      owner_ref: `group:default/team-${random.below(12)}`,
      site_ref: `resource:default/site-${random.below(8)}`,
      zone: fields.zone?.name ?? null,
      vendor: product.vendor,
      model: product.model,
      firmware_version: product.firmwareVersion,
      fields: JSON.stringify(fields),
      problems: '[]',
      ...seen,
      match_state: 'matched',
    });
    const left = findings - findingRows.length;
    for (const each of product.vulnerabilities.slice(0, left)) {
      const { vulnerability, remediation, advisedProduct } = each;
      const { cve } = vulnerability;
      const fixGroupKey = `${product.vendor}|${product.model}|${
        remediation.fixedVersion ?? ''
      }`;
      groups.add(`${ref}|${fixGroupKey}`);
      findingRows.push({
        id: `${name}-${cve}`,
        device_ref: ref,
        cve,
        status: 'affected',
        confidence: 0.9,
        evidence: '[]',
        remediation: JSON.stringify(remediation),
        advised_product: JSON.stringify(advisedProduct),
        fix_group_key: fixGroupKey,
        ...seen,
      });
      if (!vulnerabilities.has(cve)) {
        vulnerabilities.set(cve, {
          cve,
          disclosed_on: vulnerability.disclosedOn ?? null,
          cvss: vulnerability.cvssVector
            ? JSON.stringify({
                vector: vulnerability.cvssVector,
                baseScore: vulnerability.cvssBaseScore,
              })
            : null,
          cwes: JSON.stringify(vulnerability.cwes),
          kev_date_added: vulnerability.kevDateAdded ?? null,
          // Most values of EPSS are small, few are large.
          epss: Math.min(0.97, Math.exp(-6 + 1.8 * random.normal())),
          epss_date: at.slice(0, 10),
          changed_at: at,
        });
      }
    }
  }
  await insert(database, 'vulnerabilities', [...vulnerabilities.values()]);
  await insert(database, 'devices', deviceRows);
  await insert(database, 'findings', findingRows);
  await insert(database, 'feed_states', [
    { feed_id: 'kev', state: 'ok', snapshot_date: at.slice(0, 10) },
    { feed_id: 'epss', state: 'ok', snapshot_date: at.slice(0, 10) },
  ]);
  return {
    source: real
      ? 'real CVEs, CVSS vectors, dates and fix states from ../shared/data; invented devices and EPSS values'
      : 'invented CVEs and devices, as ../shared/data is not there',
    devices: deviceRows.length,
    findings: findingRows.length,
    groups: groups.size,
    vulnerabilities: vulnerabilities.size,
  };
}
