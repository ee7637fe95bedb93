import type { FileCursor } from './fileCursorSchema';

/** The state to show for a feed of one file, from what was saved of its reading. */
export function outcomeOfCursor(cursor: FileCursor | undefined) {
  return {
    cursor,
    snapshotDate: cursor?.snapshotDate,
    read: cursor?.counts.read ?? 0,
    accepted: cursor?.counts.accepted ?? 0,
    refused: cursor?.counts.refused ?? 0,
  };
}
