import { openFeedFile } from '../openFeedFile';
import { readLines } from '../readLines';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const ID = /^[A-Za-z0-9][\w.:+-]{0,150}$/;

/** Records of an ecosystem that were modified, the newest first. */
interface Modified {
  ids: string[];
  /** Of the newest record in the list, whether it is new or not. */
  newest?: string;
  /** The list holds lines that are none. */
  unread: number;
}

/**
 * Reads OSV's `modified_id.csv` (instant and identifier, the newest first) as far as it is new.
 *
 * @param options - `since` is the instant that was read last, `most` the number of records that are worth reading one by one
 */
export async function readModified(options: {
  path: string;
  name: string;
  maxBytes: number;
  since: string;
  most: number;
}): Promise<Modified> {
  const found: Modified = { ids: [], unread: 0 };
  const since = Date.parse(options.since);
  for await (const { bytes } of readLines(await openFeedFile(options))) {
    const [instant = '', id = ''] = bytes.toString('utf8').trim().split(',');
    if (!INSTANT.test(instant) || !ID.test(id)) {
      found.unread += 1;
      continue;
    }
    found.newest ??= instant;
    if (Date.parse(instant) <= since || found.ids.length > options.most) break;
    found.ids.push(id);
  }
  return found;
}
