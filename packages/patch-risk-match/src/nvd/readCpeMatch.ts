import type { ApplicabilityAtom } from '../applicability/Applicability';
import { readCpeName, type CpeName } from '../identifiers/readCpeName';
import { bareProduct } from '../names/bareProduct';
import type { NamedInterval } from '../versions/formatVers';
import { formatVers } from '../versions/formatVers';
import { parseVersion } from '../versions/parseVersion';
import type { NvdCpeMatch } from './schema';

/** A CPE match, read. */
export interface ReadMatch {
  /** As it stands in the document. */
  criteria: string;
  vulnerable: boolean;
  atom: ApplicabilityAtom;
  /** The versions that are meant; undefined means every one. */
  versions?: NamedInterval;
  /** The versions cannot be read; `text` is how they are shown. */
  unread?: string;
  /** First version that is not vulnerable any more. */
  fixed?: string;
}

/** The version of a name itself: exact, beginning with, any or none that is known. */
function ownVersions({ version, update }: CpeName): {
  versions?: NamedInterval;
  unread?: string;
} {
  if ('logical' in version) {
    return version.logical === '*' ? {} : { unread: 'cpe: version not stated' };
  }
  const step = 'text' in update && !update.hasWildcard ? ` ${update.text}` : '';
  const written = `${version.text.replaceAll('_', ' ')}${step}`;
  const line = /^(\d[\d.]*)\.\*$/.exec(version.text);
  if (version.hasWildcard && !line) return { unread: `cpe: ${written}` };
  const text = line ? `${line[1]}.x` : written;
  if (!parseVersion(text)) return { unread: `cpe: ${written}` };
  const exact = { version: text, inclusive: true };
  return { versions: { lower: exact, upper: exact } };
}

function statedVersions(match: NvdCpeMatch): {
  versions?: NamedInterval;
  unread?: string;
} {
  const end = (including?: string, excluding?: string) => {
    const version = including ?? excluding;
    return version === undefined
      ? undefined
      : { version, inclusive: including !== undefined };
  };
  const lower = end(match.versionStartIncluding, match.versionStartExcluding);
  const upper = end(match.versionEndIncluding, match.versionEndExcluding);
  const texts = [lower, upper].flatMap(each => each?.version ?? []);
  return texts.every(text => parseVersion(text))
    ? { versions: { lower, upper } }
    : {
        unread: `cpe: from ${lower?.version ?? '-'} to ${
          upper?.version ?? '-'
        }`,
      };
}

/**
 * Reads a CPE match of NVD: the product, and the versions that are meant, from the bounds beside the
 * name or from the name itself.
 *
 * @returns undefined where `criteria` is no CPE 2.3 name
 */
export function readCpeMatch(match: NvdCpeMatch): ReadMatch | undefined {
  const name = readCpeName(match.criteria);
  if (!name) return undefined;
  const isBounded = [
    match.versionStartIncluding,
    match.versionStartExcluding,
    match.versionEndIncluding,
    match.versionEndExcluding,
  ].some(each => each !== undefined);
  const isUnversionedHardware =
    name.part === 'h' &&
    'logical' in name.version &&
    name.version.logical === '-';
  let stated: { versions?: NamedInterval; unread?: string } = {};
  if (isBounded) stated = statedVersions(match);
  // Hardware has no version as a rule; `-` says just that.
  else if (!isUnversionedHardware) stated = ownVersions(name);
  const { versions, unread } = stated;
  const range =
    versions &&
    formatVers({ kind: 'generic', intervals: [versions], exact: [] });
  return {
    criteria: match.criteria,
    vulnerable: match.vulnerable,
    atom: {
      part: name.part,
      vendor: name.vendor,
      product: bareProduct(name.product),
      range: unread ?? range,
      narrowing:
        name.narrowing.length > 0 ? name.narrowing.join(', ') : undefined,
    },
    versions,
    unread,
    fixed: match.versionEndExcluding,
  };
}
