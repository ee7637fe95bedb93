const forms = [
  /^(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/,
  /^(?:[0-9a-f]{1,2}-){5}[0-9a-f]{1,2}$/,
  /^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/,
  /^[0-9a-f]{12}$/,
];

/** A MAC address in lower case with colons, or undefined where the text is none. */
export function macAddress(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 32) {
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
      : lower.replace(/\./g, '');
  return /^(?:0+|f+)$/.test(digits)
    ? undefined
    : (digits.match(/../g) ?? []).join(':');
}
