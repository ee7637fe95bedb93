/** Reasons and remedies of lines that `readTextLines` could not give as they are. */
export const lineFaults = {
  'too-long': {
    reason: 'the line is too long to be a record',
    remedy: 'Check that the file is what it is said to be',
  },
  'not-utf-8': {
    reason: 'the line has bytes that are not UTF-8; they were replaced',
    remedy: 'Nothing, unless a name reads wrong',
  },
} as const;
