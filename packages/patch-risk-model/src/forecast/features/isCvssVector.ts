import { parseCvss } from './parseCvss';

/**
 * Whether the models can read a text as a CVSS vector of version 2.0, 3.0, 3.1
 * or 4.0.
 *
 * @public
 */
export function isCvssVector(text: string): boolean {
  try {
    parseCvss(text);
    return true;
  } catch {
    return false;
  }
}
