import { createHash } from 'node:crypto';
import { foldText, vendorKeys } from '@patch-risk/match';
import { versionIdentity } from '../findings/versionIdentity';

/**
 * The same text for the same firmware, however its vendor, model and version are written.
 *
 * @returns undefined where one of them is not known: then nobody knows which devices are meant
 */
export function productKey(product: {
  vendor?: string;
  model?: string;
  version?: string;
}): string | undefined {
  const { vendor, model, version } = product;
  if (!vendor?.trim() || !model?.trim() || !version?.trim()) return undefined;
  const parts = [
    vendorKeys(vendor)[0] ?? foldText(vendor),
    foldText(model).replace(/[^a-z0-9]+/g, ''),
    versionIdentity(version),
  ];
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 32);
}
