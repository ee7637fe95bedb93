import { createHash } from 'node:crypto';

/**
 * What a batch is recognised by when it is sent again: the sender's own key, else its content. Both count for one sender
 * only, so that nobody can take up another's key.
 *
 * @param options - `sender` is the subject of the credentials
 */
export function batchIdOf(options: {
  sender: string;
  idempotencyKey: string | undefined;
  contentHash: string;
}): string {
  const { sender, idempotencyKey, contentHash } = options;
  return createHash('sha256')
    .update(
      JSON.stringify(
        idempotencyKey === undefined
          ? ['content', sender, contentHash]
          : ['key', sender, idempotencyKey],
      ),
    )
    .digest('hex');
}
