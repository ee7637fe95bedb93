import { resolve } from 'node:path';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  SBOM_FEED,
  SbomReader,
  type SbomResult,
} from '../../components/SbomReader';
import type { ComponentSource } from '../../database/ComponentSourceStore';
import type { Feed, FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import { FeedUnavailableError } from '../FeedUnavailableError';
import type { FileVersion } from '../http/FeedFetcher';
import { redactUrl } from '../http/redactUrl';
import { findDocuments } from './findDocuments';
import { readSbomSettings, type SbomSettings } from './readSbomSettings';

const KEY = 'patchRisk.feeds.sbom';
const DEFAULT_STALE_MS = 3 * 24 * 3_600_000;

/**
 * Bills of materials of devices, from `patchRisk.feeds.sbom`: documents of configured directories, and
 * those whose URLs devices give as `spec.device.sbom`.
 *
 * @returns nothing where that section is missing
 * @throws InputError
 */
export function createSbomFeed(config: Config): Feed | undefined {
  const section = config.getOptionalConfig(KEY);
  if (!section) return undefined;
  const settings = readSbomSettings(section, KEY);
  return {
    id: SBOM_FEED,
    kind: 'sbom',
    title: 'SBOMs of devices',
    demo: section.getOptionalBoolean('demo') ?? false,
    staleAfterMs: readStaleAfter(section),
    source: {
      path: [
        ...settings.directories,
        ...(settings.references ? ['spec.device.sbom'] : []),
      ].join(', '),
    },
    refresh: context => refresh(settings, context),
  };
}

function readStaleAfter(section: Config): number {
  if (!section.has('staleAfter')) return DEFAULT_STALE_MS;
  try {
    return durationToMilliseconds(
      readDurationFromConfig(section, { key: 'staleAfter' }),
    );
  } catch (error) {
    throw new InputError(
      `Config ${KEY}.staleAfter is ${JSON.stringify(
        section.getOptional('staleAfter'),
      )}; write a duration such as { days: 3 }`,
      error,
    );
  }
}

async function refresh(
  settings: SbomSettings,
  context: FeedContext,
): Promise<FeedOutcome> {
  const {
    componentSources: sources,
    componentSets: sets,
    at,
    signal,
  } = context;
  const reader = SbomReader.create({ ...context, sets, sources });
  const known = new Map<string, ComponentSource>();
  for (const source of await sources.list()) {
    if (source.kind !== 'upload') known.set(source.location, source);
  }
  const files = await findDocuments(settings.directories);
  const paths = new Set(files.map(({ path }) => path));
  const references = settings.references ? await sources.references() : [];
  const urls = references.filter(text => /^https?:\/\//i.test(text));
  const counts = { read: 0, accepted: 0, refused: 0 };
  const present = new Set<string>();
  let changed = false;
  const total = files.length + urls.length;
  let reported = 0;
  const count = async ({ outcome, isChanged }: SbomResult) => {
    counts.read++;
    counts[outcome === 'refused' ? 'refused' : 'accepted']++;
    changed ||= isChanged;
    const percent = Math.floor((100 * counts.read) / total);
    if (percent > reported) {
      reported = percent;
      await context.report(counts.read / total);
    }
  };
  const unchanged: SbomResult = {
    outcome: 'unchanged',
    problems: [],
    isChanged: false,
  };
  for (const { path, version } of files) {
    signal.throwIfAborted();
    present.add(path);
    const before = known.get(path);
    await count(
      before?.version === version
        ? unchanged
        : await reader.read(
            {
              path,
              name: path,
              source: { kind: 'file', location: path, version },
              known: before,
            },
            { maxBytes: context.fetcher.maxBytes, at, signal },
          ),
    );
  }
  let outage: unknown;
  for (const url of urls) {
    signal.throwIfAborted();
    const name = redactUrl(url);
    present.add(name);
    try {
      const result = await readUrl({
        url,
        name,
        known: known.get(url),
        reader,
        context,
      });
      await count(result ?? unchanged);
    } catch (error) {
      if (error instanceof FeedUnavailableError) {
        // One server that is down does not keep the others from being read.
        outage = error;
        continue;
      }
      if (!isRefusal(error)) throw error;
      counts.read++;
      counts.refused++;
      await refuse(context, name, error.message);
    }
  }
  // A path that a device refers to is one of a configured directory, or none that may be read.
  const dangling = references.filter(
    text => /^(\.{0,2}\/|[a-z]:\\)/i.test(text) && !paths.has(resolve(text)),
  );
  for (const path of dangling) {
    present.add(path);
    counts.read++;
    counts.refused++;
    await refuse(
      context,
      path,
      'is no document of the directories in patchRisk.feeds.sbom.directories',
    );
  }
  const wanted = new Set([...paths, ...urls]);
  const gone = [...known.values()].filter(
    ({ location }) => !wanted.has(location),
  );
  await context.transact(async transaction => {
    await context.feeds.retainQuarantine(transaction, SBOM_FEED, present);
    if (gone.length > 0) {
      await sources.remove(transaction, gone);
      await sets.removeUnused(transaction);
      await context.feeds.bumpRevision(transaction, SBOM_FEED);
    }
  });
  changed ||= gone.length > 0;
  if (outage) throw outage;
  return {
    ...counts,
    cursor: undefined,
    snapshotDate: at.slice(0, 10),
    unchanged: !changed,
    changed,
  };
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof FeedContentError ||
    error instanceof FeedTooLargeError ||
    error instanceof NotAllowedError
  );
}

async function refuse(context: FeedContext, record: string, reason: string) {
  await context.transact(transaction =>
    context.feeds.replaceQuarantine(transaction, {
      feedId: SBOM_FEED,
      record,
      problems: [{ record, field: 'spec.device.sbom', reason }],
      at: context.at,
    }),
  );
}

/** @returns undefined where the server says that nothing has changed */
async function readUrl(options: {
  url: string;
  name: string;
  known: ComponentSource | undefined;
  reader: SbomReader;
  context: FeedContext;
}): Promise<SbomResult | undefined> {
  const { url, name, known, reader, context } = options;
  const version: FileVersion | undefined =
    known?.version === undefined ? undefined : JSON.parse(known.version);
  const file = await context.fetcher.fetch(url, {
    known: version,
    signal: context.signal,
  });
  if (!file) return undefined;
  try {
    return await reader.read(
      {
        path: file.path,
        name,
        source: {
          kind: 'reference',
          location: url,
          version: JSON.stringify(file.version),
        },
        known,
      },
      {
        maxBytes: context.fetcher.maxBytes,
        at: context.at,
        signal: context.signal,
      },
    );
  } finally {
    await file.remove();
  }
}
