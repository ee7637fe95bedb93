import { pipeline } from 'node:stream';
import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import { parse } from 'csv-parse';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { openFeedFile } from '../openFeedFile';
import { readJsonFile } from '../readJsonFile';
import {
  providerMetadataSchema,
  rolieEntrySchema,
  rolieFeedSchema,
} from './listingSchema';

/** What to read; `url` is where it came from, to which paths are relative. */
export interface ListingInput {
  path: string;
  name: string;
  url: string;
  maxBytes: number;
  format: 'json' | 'changes' | 'index';
}

/** Where documents are: further listings, or the documents with the instant of their last change. */
export interface ListingOutput {
  feeds: string[];
  directories: string[];
  documents: { url: string; updated?: string }[];
  problems: RecordProblem[];
}

const MAX_DOCUMENTS = 200_000;

// Only documents for everybody are read; others need credentials.
const openLabels = new Set([undefined, 'WHITE', 'CLEAR', 'UNLABELED']);

async function parseJsonListing(
  input: ListingInput,
  maxMemoryMb: number,
  output: ListingOutput,
): Promise<void> {
  const { value } = await readJsonFile({ ...input, maxMemoryMb });
  const provider = providerMetadataSchema.safeParse(value);
  if (provider.success) {
    for (const { rolie, directory_url } of provider.data.distributions) {
      for (const feed of rolie?.feeds ?? []) {
        if (openLabels.has(feed.tlp_label)) {
          output.feeds.push(feed.url);
        }
      }
      if (directory_url) {
        output.directories.push(directory_url);
      }
    }
    return;
  }
  const rolie = rolieFeedSchema.safeParse(value);
  if (!rolie.success) {
    throw new FeedContentError(
      `${input.name} is neither CSAF provider metadata (no usable "distributions") nor a ROLIE feed (no usable "feed")`,
    );
  }
  for (const [index, raw] of (rolie.data.feed.entry ?? []).entries()) {
    const entry = rolieEntrySchema.safeParse(raw);
    if (entry.success) {
      output.documents.push(entry.data);
    } else {
      output.problems.push(
        schemaProblem({
          record: input.name,
          input: raw,
          error: entry.error,
          prefix: `feed.entry.${index}`,
        }),
      );
    }
  }
}

/** A document below the directory, or undefined: a listing must not lead elsewhere. */
function resolveBelow(path: string, url: string): string | undefined {
  const directory = new URL('.', url);
  const document = URL.canParse(path, directory)
    ? new URL(path, directory)
    : undefined;
  return document?.href.startsWith(directory.href) ? document.href : undefined;
}

async function parseTextListing(
  input: ListingInput,
  output: ListingOutput,
): Promise<void> {
  const source = await openFeedFile(input);
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    ...(input.format === 'index' ? { delimiter: '\t', quote: null } : {}),
  });
  pipeline(source, parser, () => {});
  let line = 0;
  for await (const [path, updated] of parser as AsyncIterable<string[]>) {
    line += 1;
    if (line === 1 && path.startsWith('<')) {
      throw new FeedContentError(
        `${input.name} is an HTML or XML page, not a list of documents`,
      );
    }
    if (!path.endsWith('.json')) {
      continue;
    }
    const url = resolveBelow(path, input.url);
    if (url) {
      output.documents.push({
        url,
        updated: input.format === 'changes' ? updated : undefined,
      });
    } else {
      output.problems.push({
        record: input.name,
        field: `line ${line}`,
        value: path.slice(0, 200),
        reason: 'The path leads out of the directory of the list',
      });
    }
  }
}

/**
 * Reads what tells where CSAF documents are: `provider-metadata.json`, a ROLIE feed, `changes.csv`
 * or `index.txt`.
 *
 * @throws FeedContentError when the file is none of these.
 */
export const parseListing: Task<ListingInput, ListingOutput> = async (
  input,
  context,
) => {
  const output: ListingOutput = {
    feeds: [],
    directories: [],
    documents: [],
    problems: [],
  };
  if (input.format === 'json') {
    await parseJsonListing(input, context.maxMemoryMb, output);
  } else {
    await parseTextListing(input, output);
  }
  if (output.documents.length > MAX_DOCUMENTS) {
    throw new FeedContentError(
      `${input.name} lists more than ${MAX_DOCUMENTS} documents`,
    );
  }
  return { ...output, problems: output.problems.slice(0, 1_000) };
};
