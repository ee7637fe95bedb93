import {
  compareVersions,
  foldText,
  parseVersion,
  vendorKeys,
} from '@patch-risk/match';
import type { DeviceField } from './DiscoveredDevice';

const VERSIONS: ReadonlySet<DeviceField> = new Set([
  'firmwareVersion',
  'hardwareVersion',
]);

/** Whether two claims on a field say the same, however they are written. */
export function agrees(field: DeviceField, a: string, b: string): boolean {
  const [left, right] = [foldText(a), foldText(b)];
  if (left === right) return true;
  if (field === 'vendor') {
    const known = new Set(vendorKeys(a));
    return vendorKeys(b).some(key => known.has(key));
  }
  if (VERSIONS.has(field)) {
    const [before, after] = [parseVersion(a), parseVersion(b)];
    return (
      before !== undefined &&
      after !== undefined &&
      compareVersions(before, after) === 0
    );
  }
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
  return letters(left) !== '' && letters(left) === letters(right);
}
