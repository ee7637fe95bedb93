import { foldText } from '@patch-risk/match';

/**
 * Key under which a person's alias of a text is kept.
 *
 * @public
 */
export function aliasKey(field: 'vendor' | 'model', text: string): string {
  return `${field} ${foldText(text)}`;
}
