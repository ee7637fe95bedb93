import type { ClaimCollector } from '../../sightings/ClaimCollector';
import { leadingVendor } from './leadingVendor';

const revision = /(?:^|\s)v?(\d+(?:\.\d+)+[\w.-]*)$/i;

/**
 * Claims of `modbus-discover`. A unit's identification is its vendor, product code and revision with
 * blanks between them. Behind a gateway several units answer on one address: then none of them is
 * the device for sure.
 */
export function addModbusClaims(options: {
  values: ReadonlyMap<string, string>;
  evidence: string;
  claims: ClaimCollector;
}) {
  const { values, claims } = options;
  const units = [...values].filter(([key]) =>
    key.endsWith('Device identification'),
  );
  if (units.length === 0) return;
  const [key, whole] = units[0];
  const text = whole.replace(/\\x[0-9a-f]{2}/gi, ' ').trim();
  const evidence = `${options.evidence}, ${key.split('/')[0]}`;
  const confidence = units.length === 1 ? 0.9 : 0.4;
  const version = revision.exec(text);
  const product = version ? text.slice(0, version.index).trim() : text;
  const vendor = leadingVendor(product);
  claims.add('firmwareVersion', { value: version?.[1], confidence, evidence });
  claims.add('vendor', { value: vendor, confidence, evidence });
  // Without the vendor the border between its name and the product's is not known.
  claims.add('model', {
    value: vendor
      ? product.replace(/[\s,;]+/g, ' ').slice(vendor.length)
      : product,
    confidence: vendor ? confidence : confidence / 2,
    evidence,
  });
}
