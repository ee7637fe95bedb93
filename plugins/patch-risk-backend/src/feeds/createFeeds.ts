import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createCsafFeed } from './csaf';
import { createCveFeed } from './cve';
import { createEpssFeed } from './epss';
import { createExploitCodeFeeds } from './exploitCode';
import type { Feed } from './Feed';
import { createKevFeed } from './kev';

/**
 * All feeds, in the order in which they are best refreshed: scores come last, as only those of
 * vulnerabilities that another feed names are kept, and CVE records after advisories and KEV, which they are asked for. Add a line to add a feed.
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
  const cve = createCveFeed(config);
  return [
    ...csaf,
    createKevFeed(config),
    ...(cve ? [cve] : []),
    ...createExploitCodeFeeds(config),
    createEpssFeed(config),
  ];
}
