import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createCsafFeed } from './csaf';
import { createEpssFeed } from './epss';
import type { Feed } from './Feed';
import { createKevFeed } from './kev';

/**
 * All feeds, in the order in which they are best refreshed: scores come last, as only those of
 * vulnerabilities that another feed names are kept. Add a line to add a feed.
 *
 * @throws InputError when config is wrong.
 */
export function createFeeds(config: Config): Feed[] {
  const csaf = (
    config.getOptionalConfigArray('patchRisk.feeds.csaf') ?? []
  ).map((item, index) =>
    createCsafFeed(item, `patchRisk.feeds.csaf[${index}]`),
  );
  const ids = csaf.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) {
    throw new InputError(
      `Config patchRisk.feeds.csaf holds the id '${twice.slice(
        'csaf-'.length,
      )}' twice; give each source an id of its own`,
    );
  }
  return [...csaf, createKevFeed(config), createEpssFeed(config)];
}
