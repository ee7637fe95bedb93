import { cleanText, type RecordProblem } from '@patch-risk/match';
import { readInstant } from '../../text/readInstant';
import type { MudProfile } from './MudProfile';
import { mudSchema } from './mudSchema';
import { readPeer } from './readPeer';

const maxBytes = 4_194_304;

function text(value: string | undefined, length = 200): string | undefined {
  return (value && cleanText(value, length)) || undefined;
}

/**
 * Reads a MUD file (RFC 8520). It describes a kind of device, so that no device is seen in it: what it gives is who
 * made the device, what it is, and whom it is meant to talk with. An access list that a policy names and the file
 * lacks is a problem; what is left is still given.
 *
 * @param input - bytes of the file, 4 MiB at most
 * @param options - `file` is what it is called in problems
 *
 * @public
 */
export async function readMud(
  input: AsyncIterable<Uint8Array>,
  options: { file: string },
): Promise<{ profile?: MudProfile; problems: RecordProblem[] }> {
  const { file } = options;
  const refuse = (problem: Omit<RecordProblem, 'record'>) => ({
    problems: [{ record: file, ...problem }],
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > maxBytes) {
      return refuse({
        reason: 'the file is larger than 4 MiB',
        remedy: 'Check that it is a MUD file',
      });
    }
    chunks.push(chunk.slice());
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch (error) {
    return refuse({
      reason: cleanText(
        `the file is no JSON: ${(error as Error).message}`,
        300,
      ),
      remedy:
        'Get the file again from its URL; the signature beside it (.p7s) is another file',
    });
  }
  const result = mudSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    return refuse({
      field: cleanText(issue.path.map(String).join('.'), 300) || undefined,
      reason: issue.message,
      remedy: 'Ask the maker for a file that follows RFC 8520',
    });
  }

  const { 'ietf-mud:mud': mud, ...rest } = result.data;
  const lists = new Map(
    [
      ...(rest['ietf-access-control-list:acls']?.acl ?? []),
      ...(rest['ietf-access-control-list:access-lists']?.acl ?? []),
    ].map(list => [list.name, list.aces?.ace ?? []]),
  );
  const problems: RecordProblem[] = [];
  const peers: MudProfile['peers'] = [];
  for (const direction of ['from-device', 'to-device'] as const) {
    const names =
      mud[`${direction}-policy`]?.['access-lists']['access-list'] ?? [];
    for (const { name } of new Map(
      names.map(each => [each.name, each]),
    ).values()) {
      const entries = lists.get(name);
      if (!entries) {
        problems.push({
          record: file,
          field: `ietf-mud:mud.${direction}-policy`,
          value: cleanText(name, 200),
          reason: 'names an access list that the file lacks',
          remedy: 'Ask the maker for a whole file',
        });
      }
      peers.push(...(entries ?? []).map(entry => readPeer(entry, direction)));
    }
  }
  return {
    problems,
    profile: {
      file,
      url: text(mud['mud-url'], 500),
      lastUpdate: readInstant(mud['last-update'] ?? ''),
      isSupported: mud['is-supported'],
      manufacturer: text(mud['mfg-name']),
      model: text(mud['model-name']),
      systemInfo: text(mud.systeminfo),
      firmwareVersion: text(mud['firmware-rev']),
      softwareVersion: text(mud['software-rev']),
      documentation: text(mud.documentation, 500),
      peers,
    },
  };
}
