/** A serial number as it is compared, or undefined where it is too short or too plain to tell devices apart. */
export function foldSerial(serial: string): string | undefined {
  const folded = serial
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  const telling = folded.replace(/[^\p{L}\p{N}]/gu, '');
  return telling.length < 4 || /^(.)\1*$/u.test(telling) ? undefined : folded;
}
