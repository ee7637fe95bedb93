const forms = [
  /^(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/,
  /^(?:[0-9a-f]{1,2}-){5}[0-9a-f]{1,2}$/,
  /^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/,
  /^[0-9a-f]{6}-[0-9a-f]{6}$/,
  /^[0-9a-f]{12}$/,
];

/**
 * A MAC address in lower case with colons, or undefined where the text is none. Reads colons, hyphens, the dots of
 * Cisco, one hyphen in the middle and bare digits; octets may lack a leading zero. The addresses of zeros and
 * of ones (broadcast) are nobody's.
 *
 * @param text - from outside
 *
 * @public
 */
export function normaliseMac(text: string): string | undefined {
  if (text.length > 64) {
    return undefined;
  }
  const lower = text.trim().toLowerCase();
  if (!forms.some(form => form.test(lower))) {
    return undefined;
  }
  const octets = lower.split(/[:-]/);
  const digits =
    octets.length === 6
      ? octets.map(octet => octet.padStart(2, '0')).join('')
      : lower.replace(/[.-]/g, '');
  return /^(?:0+|f+)$/.test(digits)
    ? undefined
    : (digits.match(/../g) ?? []).join(':');
}
