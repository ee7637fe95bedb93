import { InputError } from '@backstage/errors';
import { z } from 'zod';

const cursorSchema = z.tuple([z.number(), z.string()]);

/** Position in a list ordered by a number and then by a text. */
export type Position = z.infer<typeof cursorSchema>;

/** An opaque text that stands for a position. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws InputError when the text is no cursor of ours */
export function decodeCursor(cursor: string): Position {
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw new InputError(
      `cursor: "${cursor}" is not a cursor of this list; use nextCursor of the previous page, or leave it out`,
    );
  }
}
