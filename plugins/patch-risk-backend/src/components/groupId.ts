import { InputError } from '@backstage/errors';
import { z } from 'zod';

const schema = z.union([
  z.tuple([z.number().int()]),
  z.tuple([z.number().int(), z.string()]),
]);

/** Opaque id of all components of a name and version. */
export function encodeGroupId(nameId: number, version: string | undefined) {
  const parts = version === undefined ? [nameId] : [nameId, version];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws InputError when the text is no id of ours */
export function decodeGroupId(id: string): {
  nameId: number;
  version?: string;
} {
  try {
    const [nameId, version] = schema.parse(
      JSON.parse(Buffer.from(id, 'base64url').toString('utf8')),
    );
    return { nameId, version };
  } catch {
    throw new InputError(
      `id: "${id.slice(
        0,
        100,
      )}" is none that GET /components gives; take the id of one of its items`,
    );
  }
}
