import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { type Dispatcher, request } from 'undici';
import { FeedContentError } from '../FeedContentError';
import { FeedUnavailableError } from '../FeedUnavailableError';
import { assertAllowedUrl } from './assertAllowedUrl';
import { basicAuthorization } from './basicAuthorization';
import { byteLimit } from './byteLimit';
import { createDispatcher } from './createDispatcher';
import { explainFetchError } from './explainFetchError';
import type { FetchSettings } from './FetchSettings';
import { readFetchSettings } from './readFetchSettings';
import { redactUrl } from './redactUrl';
import { untilAborted } from './untilAborted';

/** What a server said about the version of a file, to be sent back with the next request. */
export interface FileVersion {
  etag?: string;
  lastModified?: string;
}

/** A file that was fetched into a temporary folder. */
export interface FetchedFile {
  path: string;
  version: FileVersion;
  /** By lower-case name; what is not plain text of moderate length is left out. */
  headers: ReadonlyMap<string, string>;
  /** Removes the temporary folder. */
  remove(): Promise<void>;
}

/** What is asked for, beyond an address. */
export interface FeedRequest {
  /** JSON to post; without it the file is got. */
  json?: string;
  accept?: string;
  /** Sent to the address's own origin only, and never shown. */
  authorization?: string;
  /** A key as its own header, with the same care. */
  apiKey?: string;
}

const MAX_REDIRECTS = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

function headerText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text && text.length <= 1_000 ? text : undefined;
}

/**
 * The only way out for feeds: fetches files from allowed hosts into temporary files, within limits
 * of time and size, without ever holding one in memory.
 */
export class FeedFetcher {
  readonly #settings: FetchSettings;
  readonly #dispatcher: Dispatcher;

  private constructor(settings: FetchSettings) {
    this.#settings = settings;
    this.#dispatcher = createDispatcher(settings);
  }

  /** Reads `patchRisk.feeds.http`. @throws InputError */
  static fromConfig(config: Config): FeedFetcher {
    return new FeedFetcher(readFetchSettings(config));
  }

  /** Limit of a file in bytes, as sent and as unpacked. */
  get maxBytes(): number {
    return this.#settings.maxBytes;
  }

  /**
   * Fetches a file unless it is still the known version.
   *
   * @param url - http or https; user and password in it are sent to its own origin only.
   * @returns Undefined when the server says that nothing has changed.
   * @throws NotAllowedError for hosts, addresses and redirects that are not allowed;
   *   FeedTooLargeError; FeedUnavailableError when a later attempt may succeed; FeedContentError
   *   when the server refuses for good.
   */
  async fetch(
    url: string,
    options: {
      known?: FileVersion;
      request?: FeedRequest;
      signal?: AbortSignal;
    } = {},
  ): Promise<FetchedFile | undefined> {
    const timeout = AbortSignal.timeout(this.#settings.timeoutMs);
    const signal = options.signal
      ? AbortSignal.any([options.signal, timeout])
      : timeout;
    try {
      return await this.#follow(url, options, signal);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw explainFetchError({
        error,
        url,
        timeoutMs: timeout.aborted ? this.#settings.timeoutMs : undefined,
      });
    }
  }

  async #follow(
    address: string,
    options: { known?: FileVersion; request?: FeedRequest },
    signal: AbortSignal,
  ): Promise<FetchedFile | undefined> {
    const { known, request: asked = {} } = options;
    const first = new URL(address);
    let url = first;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      assertAllowedUrl(url, this.#settings);
      if (first.protocol === 'https:' && url.protocol === 'http:') {
        throw new NotAllowedError(
          `${redactUrl(first)} redirects from https to http`,
        );
      }
      const answer = await this.#request({
        url,
        known,
        signal,
        asked: {
          ...asked,
          apiKey: url.origin === first.origin ? asked.apiKey : undefined,
          authorization:
            url.origin === first.origin
              ? asked.authorization ?? credentials(first)
              : undefined,
        },
      });
      const location = headerText(answer.headers.location);
      if (redirects.has(answer.statusCode) && location) {
        await answer.body.dump();
        if (asked.json !== undefined) {
          throw new FeedContentError(
            `${redactUrl(
              first,
            )} redirects what is posted to it; set the address to which it leads`,
          );
        }
        if (!URL.canParse(location, url)) {
          throw new FeedContentError(
            `${redactUrl(first)} redirects to an address that is no URL`,
          );
        }
        url = new URL(location, url);
      } else {
        return this.#receive(answer, first, signal);
      }
    }
    throw new FeedContentError(
      `${redactUrl(first)} redirects more than ${MAX_REDIRECTS} times`,
    );
  }

  #request(options: {
    url: URL;
    known: FileVersion | undefined;
    signal: AbortSignal;
    asked: FeedRequest;
  }) {
    const { url, known, signal, asked } = options;
    const { json, accept, authorization, apiKey } = asked;
    const answer = request(`${url.origin}${url.pathname}${url.search}`, {
      dispatcher: this.#dispatcher,
      signal,
      ...(json === undefined ? {} : { method: 'POST', body: json }),
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accept ? { accept } : {}),
        'accept-encoding': 'gzip',
        'user-agent': 'patch-risk',
        ...(known?.etag ? { 'if-none-match': known.etag } : {}),
        ...(known?.lastModified
          ? { 'if-modified-since': known.lastModified }
          : {}),
        ...(authorization ? { authorization } : {}),
        ...(apiKey ? { apiKey } : {}),
      },
    });
    // While it waits to try again, the library does not listen to the signal.
    return untilAborted(answer, signal);
  }

  async #receive(
    answer: Dispatcher.ResponseData,
    url: URL,
    signal: AbortSignal,
  ): Promise<FetchedFile | undefined> {
    const { statusCode, headers, body } = answer;
    if (statusCode === 304) {
      await body.dump();
      return undefined;
    }
    if (statusCode !== 200) {
      await body.dump();
      const message = `${redactUrl(url)} answered with status ${statusCode}`;
      throw statusCode === 429 || statusCode >= 500
        ? new FeedUnavailableError(message)
        : new FeedContentError(message);
    }
    const path = await this.#store({
      body,
      encoding: headerText(headers['content-encoding']),
      name: redactUrl(url),
      signal,
    });
    return {
      path,
      headers: new Map(
        Object.keys(headers).flatMap(name => {
          const text = headerText(headers[name]);
          return text ? [[name.toLowerCase(), text]] : [];
        }),
      ),
      version: {
        etag: headerText(headers.etag),
        lastModified: headerText(headers['last-modified']),
      },
      remove: () => rm(join(path, '..'), { recursive: true, force: true }),
    };
  }

  async #store(options: {
    body: Readable;
    encoding: string | undefined;
    name: string;
    signal: AbortSignal;
  }): Promise<string> {
    const { body, encoding, name, signal } = options;
    const { maxBytes } = this.#settings;
    if (encoding && encoding !== 'gzip' && encoding !== 'identity') {
      throw new FeedContentError(
        `${name} is sent with the unknown encoding '${encoding.slice(0, 50)}'`,
      );
    }
    const folder = await mkdtemp(join(tmpdir(), 'patch-risk-feed-'));
    const path = join(folder, 'content');
    try {
      const limit = byteLimit(name, maxBytes);
      const file = createWriteStream(path, { mode: 0o600 });
      if (encoding === 'gzip') {
        const unpackedLimit = byteLimit(name, maxBytes);
        await pipeline(body, limit, createGunzip(), unpackedLimit, file, {
          signal,
        });
      } else {
        await pipeline(body, limit, file, { signal });
      }
      return path;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends idle connections. */
  async close(): Promise<void> {
    await this.#dispatcher.close();
  }
}

function credentials(url: URL): string | undefined {
  if (!url.username && !url.password) {
    return undefined;
  }
  return basicAuthorization(
    decodeURIComponent(url.username),
    decodeURIComponent(url.password),
  );
}
