import { createScheme } from './createScheme';

/**
 * Versions that are only listed: of a kind whose order nobody here knows, or that its scheme cannot
 * read. Two are the same or not; ranges of this kind hold nothing but exact versions.
 */
export const listedScheme = createScheme<string>({
  name: 'listed',
  parse: text => (text === '' ? undefined : text.toLowerCase()),
  order: (left, right) => {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  },
});
