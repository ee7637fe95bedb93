import type { FileHandle } from 'node:fs/promises';

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

function idOf(line: Buffer): string | undefined {
  try {
    const parsed: { create?: { _id?: unknown } } = JSON.parse(
      line.toString('utf8'),
    );
    return typeof parsed.create?._id === 'string'
      ? parsed.create._id
      : undefined;
  } catch {
    return undefined;
  }
}

function isJson(line: Buffer): boolean {
  try {
    JSON.parse(line.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads the ids of a bulk file, and the length up to the end of its last whole pair of an action line and a document
 * line. What follows that pair was being written when the process was killed; lines between pairs that are neither are
 * somebody else's and stay.
 */
export async function readBulkFile(
  handle: FileHandle,
): Promise<{ ids: Set<string>; length: number }> {
  const ids = new Set<string>();
  let length = 0;
  let rest = Buffer.alloc(0);
  let position = 0;
  let offset = 0;
  let action: string | undefined;
  const chunk = Buffer.alloc(CHUNK);
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) {
      return { ids, length };
    }
    position += bytesRead;
    let pending = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (
      let end = pending.indexOf(NEWLINE);
      end >= 0;
      end = pending.indexOf(NEWLINE)
    ) {
      const line = pending.subarray(0, end);
      pending = pending.subarray(end + 1);
      offset += line.length + 1;
      const id = idOf(line);
      if (id !== undefined) {
        action = id;
      } else if (action !== undefined && isJson(line)) {
        ids.add(action);
        length = offset;
        action = undefined;
      }
    }
    rest = Buffer.from(pending);
  }
}
