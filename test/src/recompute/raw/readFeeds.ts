import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RawClaim, RawFeeds, RawVulnerability } from './RawFeeds';

interface Branch {
  category: string;
  name: string;
  product?: { product_id: string };
  branches?: Branch[];
}

interface StixObject {
  id: string;
  external_references?: { external_id: string }[];
  sighting_of_ref?: string;
  confidence?: number;
}

interface Product {
  vendor: string;
  product: string;
  range: string;
}

const HELPFUL = ['vendor_fix', 'no_fix_planned', 'none_available'] as const;

function productsOf(
  branches: Branch[],
  outer = { vendor: '', product: '' },
): Map<string, Product> {
  const found = new Map<string, Product>();
  for (const branch of branches) {
    const names = {
      vendor: branch.category === 'vendor' ? branch.name : outer.vendor,
      product: branch.category === 'product_name' ? branch.name : outer.product,
    };
    if (branch.product) {
      found.set(branch.product.product_id, { ...names, range: branch.name });
    }
    for (const [id, product] of productsOf(branch.branches ?? [], names)) {
      found.set(id, product);
    }
  }
  return found;
}

function readAdvisory(
  file: string,
  vulnerabilities: Map<string, RawVulnerability>,
): RawClaim[] {
  const { document, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  const products = productsOf(rest.product_tree.branches);
  const released = document.tracking.initial_release_date.slice(0, 10);
  const sectors: { text: string } | undefined = document.notes.find(
    ({ title }: { title?: string }) =>
      title === 'Critical infrastructure sectors',
  );
  const sectorCount = sectors ? sectors.text.split(',').length : 0;
  const claims: RawClaim[] = [];
  for (const each of rest.vulnerabilities) {
    const dates = [released];
    for (const date of [each.release_date, each.discovery_date]) {
      if (date) dates.push(date.slice(0, 10));
    }
    const cvss = each.scores?.[0]?.cvss_v3;
    const before = vulnerabilities.get(each.cve);
    // Two advisories on one CVE: the earlier date, the higher score, the weaknesses of both.
    const isWorse =
      before?.baseScore !== undefined &&
      (cvss === undefined || cvss.baseScore < before.baseScore);
    vulnerabilities.set(each.cve, {
      cve: each.cve,
      disclosedOn: [
        ...dates,
        ...(before ? [before.disclosedOn] : []),
      ].sort()[0],
      vector: isWorse ? before.vector : cvss?.vectorString,
      baseScore: isWorse ? before.baseScore : cvss?.baseScore,
      severity: isWorse ? before.severity : cvss?.baseSeverity?.toLowerCase(),
      cwes: [
        ...new Set([
          ...(before?.cwes ?? []),
          ...(each.cwe ? [each.cwe.id] : []),
        ]),
      ],
    });
    for (const [status, ids] of Object.entries<string[]>(each.product_status)) {
      for (const id of ids) {
        const product = products.get(id);
        if (!product) continue;
        const remedies = each.remediations.filter(
          ({ product_ids }: { product_ids: string[] }) =>
            product_ids.includes(id),
        );
        const category = HELPFUL.find(name =>
          remedies.some(
            (remedy: { category: string }) => remedy.category === name,
          ),
        );
        const isFixed = category === 'vendor_fix';
        const text: string | undefined = remedies.find(
          (remedy: { category: string }) => remedy.category === category,
        )?.details;
        claims.push({
          cve: each.cve,
          ...product,
          releasedOn: released,
          sectorCount,
          vector: cvss?.vectorString,
          baseScore: cvss?.baseScore,
          cwes: each.cwe ? [each.cwe.id] : [],
          status: status === 'fixed' ? 'fixed' : 'affected',
          state: isFixed ? 'available' : category ?? 'unknown',
          fixedVersion: isFixed
            ? product.range.match(/(?:^|[|/])<(?!=)([^|]+)$/)?.[1] ??
              text?.match(/to (?:version )?(\S+) or later/)?.[1]
            : undefined,
        });
      }
    }
  }
  return claims;
}

/** Reads CSAF, KEV, EPSS and a bundle of STIX as the publishers write them. */
export function readFeeds(folder: string, bundle: string): RawFeeds {
  const vulnerabilities = new Map<string, RawVulnerability>();
  const claims: RawClaim[] = [];
  for (const file of readdirSync(join(folder, 'csaf')).sort()) {
    claims.push(...readAdvisory(join(folder, 'csaf', file), vulnerabilities));
  }
  const kev = JSON.parse(
    readFileSync(join(folder, 'known_exploited_vulnerabilities.json'), 'utf8'),
  );
  for (const { cveID, dateAdded } of kev.vulnerabilities) {
    const vulnerability = vulnerabilities.get(cveID);
    if (vulnerability) vulnerability.kevDate = dateAdded;
  }
  for (const file of readdirSync(folder)) {
    if (!file.startsWith('epss')) continue;
    const text = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
    for (const line of text.split('\n')) {
      const [cve, epss] = line.split(',');
      const vulnerability = vulnerabilities.get(cve);
      if (vulnerability) vulnerability.epss = Number(epss);
    }
  }
  const { objects }: { objects: StixObject[] } = JSON.parse(
    readFileSync(bundle, 'utf8'),
  );
  for (const { sighting_of_ref: ref, confidence } of objects) {
    const seen = objects.find(({ id }) => id === ref);
    const cve = seen?.external_references?.[0].external_id;
    const vulnerability = vulnerabilities.get(cve ?? '');
    if (vulnerability && confidence !== undefined) {
      vulnerability.sightingConfidence = Math.max(
        confidence,
        vulnerability.sightingConfidence ?? 0,
      );
    }
  }
  return { vulnerabilities, claims };
}
