import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createCsafFeed } from './csaf';
import { createCveFeed } from './cve';
import { createEpssFeed } from './epss';
import { createExploitCodeFeeds } from './exploitCode';
import type { Feed } from './Feed';
import { createKevFeed } from './kev';
import { createSbomFeed } from './sbom';
import { createMispFeed } from './misp';
import { createNvdFeed } from './nvd';
import { createOsvFeed } from './osv';
import { createStixFeed } from './stix';
import { createVexFeed } from './vex';

/**
 * All feeds, in the order in which they are best refreshed: scores come last, as only those of
 * vulnerabilities that another feed names are kept, and CVE records after advisories and KEV, which they are asked for. Add a line to add a feed.
 *
 * @throws InputError when config is wrong.
 */
export function createFeeds(config: Config): Feed[] {
  const several = {
    csaf: createCsafFeed,
    stix: createStixFeed,
    misp: createMispFeed,
    vex: createVexFeed,
  };
  const [csaf, stix, misp, vex] = Object.entries(several).map(
    ([kind, create]) => {
      const key = `patchRisk.feeds.${kind}`;
      const feeds = (config.getOptionalConfigArray(key) ?? []).map(
        (item, index) => create(item, `${key}[${index}]`),
      );
      const ids = feeds.map(({ id }) => id);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      if (twice) {
        throw new InputError(
          `Config ${key} holds the id '${twice.slice(
            kind.length + 1,
          )}' twice; give each source an id of its own`,
        );
      }
      return feeds;
    },
  );
  const cve = createCveFeed(config);
  const osv = createOsvFeed(config);
  const nvd = createNvdFeed(config);
  const sbom = createSbomFeed(config);
  return [
    ...csaf,
    ...vex,
    ...(osv ? [osv] : []),
    ...(nvd ? [nvd] : []),
    createKevFeed(config),
    ...stix,
    ...misp,
    ...(cve ? [cve] : []),
    ...(sbom ? [sbom] : []),
    ...createExploitCodeFeeds(config),
    createEpssFeed(config),
  ];
}
