import { pipeline } from 'node:stream';
import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import { parse } from 'csv-parse';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { readTlp } from '../intelligence/readTlp';
import type { Tlp } from '../intelligence/Tlp';
import { openFeedFile } from '../openFeedFile';
import { readJsonFile } from '../readJsonFile';
import { readLines } from '../readLines';
import {
  providerMetadataSchema,
  rolieServiceSchema,
  rolieEntrySchema,
  rolieFeedSchema,
} from './listingSchema';

/** What to read; `url` is where it came from, to which paths are relative. */
export interface ListingInput {
  path: string;
  name: string;
  url: string;
  maxBytes: number;
  format: 'json' | 'changes' | 'index' | 'security';
  /** Labels of the feeds that are read; those without a label, or with WHITE for CLEAR, are as their name says. */
  tlp: Tlp[];
}

/** A document that is listed, with where its hashes and its signature are. */
export interface ListedDocument {
  url: string;
  /** Instant of its last change. */
  updated?: string;
  hashes?: string[];
  signature?: string;
}

/** Where documents are: further listings, or the documents with the instant of their last change. */
export interface ListingOutput {
  feeds: string[];
  directories: string[];
  documents: ListedDocument[];
  problems: RecordProblem[];
}

const MAX_DOCUMENTS = 200_000;

const MAX_SECURITY_LINES = 1_000;

/** Whether a feed is read; `UNLABELED` and no label at all are for everybody. */
function isTaken(label: string | undefined, tlp: readonly Tlp[]): boolean {
  if (label === undefined || label.toUpperCase() === 'UNLABELED') {
    return true;
  }
  const known = readTlp(label);
  return known !== undefined && tlp.includes(known);
}

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
        if (isTaken(feed.tlp_label, input.tlp)) {
          output.feeds.push(feed.url);
        }
      }
      if (rolie && rolie.feeds.length === 0) {
        output.feeds.push(...(rolie.services ?? []));
      }
      if (directory_url) {
        output.directories.push(directory_url);
      }
    }
    return;
  }
  const service = rolieServiceSchema.safeParse(value);
  if (service.success) {
    for (const { href, title } of service.data.service.workspace.flatMap(
      ({ collection }) => collection,
    )) {
      // A service document tells a feed's label in its title and address alone.
      const label =
        /TLP[:_\- ]?(WHITE|CLEAR|GREEN|AMBER\+STRICT|AMBER|RED)/i.exec(
          `${title} ${href}`,
        )?.[1];
      if (isTaken(label, input.tlp)) {
        output.feeds.push(href);
      }
    }
    return;
  }
  const rolie = rolieFeedSchema.safeParse(value);
  if (!rolie.success) {
    throw new FeedContentError(
      `${input.name} is neither CSAF provider metadata (no usable "distributions") nor a ROLIE feed or service (no usable "feed" or "service")`,
    );
  }
  const next = rolie.data.feed.link?.find(({ rel }) => rel === 'next')?.href;
  if (next !== undefined && URL.canParse(next, input.url)) {
    output.feeds.push(new URL(next, input.url).href);
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

/** Addresses of provider metadata in a security.txt (RFC 9116 with the field that CSAF 2.0 adds). */
async function parseSecurityText(
  input: ListingInput,
  output: ListingOutput,
): Promise<void> {
  for await (const { number, bytes } of readLines(await openFeedFile(input))) {
    const [, address] =
      /^CSAF:\s*(https:\/\/\S{1,2000})\s*$/i.exec(bytes.toString('utf8')) ?? [];
    if (address && URL.canParse(address)) {
      output.feeds.push(address);
    }
    if (number >= MAX_SECURITY_LINES) {
      return;
    }
  }
}

/**
 * Reads what tells where CSAF documents are: `provider-metadata.json`, a ROLIE feed, `changes.csv`
 * `index.txt`, a ROLIE service document, or a `security.txt`.
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
  } else if (input.format === 'security') {
    await parseSecurityText(input, output);
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
