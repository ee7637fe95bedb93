import { randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { cleanText } from '@patch-risk/match';
import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Clock } from '../clock/Clock';
import type { DiscoveryImportStore } from '../database/discovery/DiscoveryImportStore';
import type { ImportRecord } from '../database/discovery/ImportRecord';
import { contentHashOf } from './contentHashOf';
import { UploadTooLargeError } from './UploadTooLargeError';

const PIECE_BYTES = 1024 * 1024;

/**
 * Takes in a file piece by piece, so that no more than one is in memory, and puts it into the queue of imports.
 *
 * @throws UploadTooLargeError, with nothing kept; InputError where it is empty
 */
export async function receiveImport(options: {
  body: AsyncIterable<Uint8Array>;
  clock: Clock;
  imports: DiscoveryImportStore;
  maxBytes: number;
  told: {
    kind: DiscoveryImportKind;
    source: string;
    site?: string;
    mapping?: string;
    mappingContent?: unknown;
    file: string;
    preview: boolean;
    startedBy: string;
  };
}): Promise<ImportRecord> {
  const { body, clock, imports, maxBytes, told } = options;
  const id = randomUUID();
  const hash = contentHashOf({ ...told, mapping: told.mappingContent });
  let waiting: Uint8Array[] = [];
  let size = 0;
  let bytes = 0;
  let sequence = 0;
  const keep = async () => {
    await imports.addPiece(id, sequence, Buffer.concat(waiting));
    sequence += 1;
    waiting = [];
    size = 0;
  };
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw UploadTooLargeError.create(maxBytes);
      hash.update(chunk);
      waiting.push(chunk);
      size += chunk.length;
      if (size >= PIECE_BYTES) await keep();
    }
    if (bytes === 0) {
      throw new InputError('the file is empty; send its bytes as the body');
    }
    if (size > 0) await keep();
    const createdAt = clock.now().toISOString();
    const contentHash = hash.digest('hex');
    const file = cleanText(told.file.slice(0, 500), 200) || 'upload';
    await imports.add({
      ...told,
      file,
      id,
      contentHash,
      createdAt,
      // What is imported again was seen when it was imported first: it tells nothing new.
      seenAt: (await imports.firstSeenAt(contentHash)) ?? createdAt,
      bytes,
    });
    return (await imports.get(id)) as ImportRecord;
  } catch (error) {
    await imports.dropPieces(id);
    throw error;
  }
}
