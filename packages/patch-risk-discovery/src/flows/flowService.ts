import { cleanText } from '@patch-risk/match';

/** The name of a service; undefined where none was recognised. */
export function flowService(text: string | undefined): string | undefined {
  const name = cleanText(text?.slice(0, 200) ?? '', 50).toLowerCase();
  return name === '' || name === 'failed' ? undefined : name;
}
