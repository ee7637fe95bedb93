const LENGTH = 100;

/** A refused value as the receipt shows it: short, and in one line. */
export function refusedText(value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const plain = text.replace(/[\p{Surrogate}\p{Cc}]/gu, '\uFFFD');
  return plain.length <= LENGTH ? plain : `${plain.slice(0, LENGTH)}…`;
}
