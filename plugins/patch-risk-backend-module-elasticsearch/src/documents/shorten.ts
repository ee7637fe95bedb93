import { wellFormed } from './wellFormed';

/**
 * Cuts a text so that Elasticsearch still indexes it: ECS keywords past 1024 characters are stored but cannot be
 * searched. Cuts between characters, never inside one, and replaces halves of a character that came in broken.
 */
export function shorten(text: string, length = 1024): string {
  const whole = wellFormed(text);
  if (whole.length <= length) {
    return whole;
  }
  return `${whole.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
