/** What vendors and tools write where there is no serial number; letters and digits only. */
const PLACEHOLDERS = new Set([
  'none',
  'null',
  'unknown',
  'undefined',
  'notapplicable',
  'notavailable',
  'notspecified',
  'notset',
  'default',
  'defaultstring',
  'serial',
  'serialnumber',
  'systemserialnumber',
  'chassisserialnumber',
  'tobefilledbyoem',
  'oem',
  'empty',
  'test',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '0123456789',
]);

/**
 * Whether a serial number tells devices apart: at least four letters or digits, not all the same,
 * and no placeholder.
 *
 * @param folded - lower case
 */
export function isTellingSerial(folded: string): boolean {
  const letters = folded.replace(/[^\p{L}\p{N}]/gu, '');
  return (
    letters.length >= 4 &&
    !/^(.)\1*$/u.test(letters) &&
    !PLACEHOLDERS.has(letters)
  );
}
