/** Replaces halves of a surrogate pair, which UTF-8 cannot carry and strict JSON readers refuse. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
