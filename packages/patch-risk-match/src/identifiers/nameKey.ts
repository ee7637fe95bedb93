import { foldText } from '../names/foldText';

/**
 * Text under which names of components meet.
 *
 * @public
 */
export function nameKey(name: string): string {
  return `name:${foldText(name)}`.slice(0, 500);
}
