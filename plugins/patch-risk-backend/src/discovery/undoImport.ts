import { ConflictError } from '@backstage/errors';
import type { LinkedResult } from '@patch-risk/discovery';
import type { DiscoveryImportStore } from '../database/discovery/DiscoveryImportStore';
import type { ImportRecord } from '../database/discovery/ImportRecord';
import type { LinkedPart } from '../database/discovery/LinkedPart';
import type { DiscoveryMerger } from './DiscoveryMerger';

const PAGE = 200;

/** Puts observations back to what they were. */
function restore(
  part: LinkedPart,
  before: ReadonlyMap<string, string | undefined>,
): { part: LinkedPart; restored: LinkedResult['observations'] } {
  const restored: LinkedResult['observations'] = [];
  const observations = part.observations.flatMap(each => {
    if (!before.has(each.id)) return [each];
    const content = before.get(each.id);
    if (content === undefined) return [];
    const { source, site, lastSeen } = JSON.parse(content);
    restored.push({
      id: each.id,
      content,
      source,
      site,
      lastSeen,
      isNew: false,
      labels: [],
      texts: [],
    });
    return [{ ...each, content }];
  });
  return { part: { ...part, observations }, restored };
}

/**
 * Takes out again what an import brought. An observation belongs to one source; while no later import of that source has
 * been made, putting back what stood there before leaves what would be there without the import.
 *
 * @throws ConflictError where it cannot be undone
 */
export async function undoImport(options: {
  record: ImportRecord;
  imports: DiscoveryImportStore;
  merger: DiscoveryMerger;
}): Promise<void> {
  const { record, imports, merger } = options;
  const { id, source, state } = record;
  if (!record.canUndo || !['done', 'aborted', 'failed'].includes(state)) {
    throw new ConflictError(
      `The import ${id} is ${state} and can not be undone; the last five imports of a source can`,
    );
  }
  const [later] = await imports.laterOf(record);
  if (later !== undefined) {
    throw new ConflictError(
      `The import ${later} of the source '${source}' came later and may have seen the same; undo it first`,
    );
  }
  let after = '';
  for (;;) {
    const page = await imports.before(id, { after, limit: PAGE });
    if (page.length === 0) break;
    after = page[page.length - 1].id;
    const before = new Map(page.map(each => [each.id, each.content]));
    await merger.rebuild({
      observationIds: page.map(each => each.id),
      removed: page.flatMap(each =>
        each.content === undefined ? [each.id] : [],
      ),
      change: part => restore(part, before),
    });
  }
  await imports.move(id, { from: [state], to: 'undone', canUndo: false });
}
