import type { Client, SendRequestOptions } from 'jira.js/core';
import { JiraHttpError } from './JiraHttpError';
import { JiraNetworkError } from './JiraNetworkError';
import { readProblem } from './readProblem';

/** Codes of failures in name look-up, connecting or TLS: nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

interface ErrorLike {
  name?: unknown;
  code?: unknown;
  cause?: unknown;
  errors?: unknown[];
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null;
}

/** What `fetch` failed of, by shape and not by class: its errors may come from another realm. */
function networkCode(error: unknown): string {
  let current = error;
  for (let depth = 0; isErrorLike(current) && depth < 5; depth += 1) {
    if (current.name === 'TimeoutError') {
      return 'TIMEOUT';
    }
    if (current.name === 'AbortError') {
      return 'ABORTED';
    }
    if (typeof current.code === 'string') {
      return current.code;
    }
    // Node tries every address of a name and reports them together.
    current = current.errors?.[0] ?? current.cause;
  }
  return 'UNKNOWN';
}

/** `Retry-After` in milliseconds, however long: seconds or an HTTP date. */
function readRetryAfterMs(header: string | null): number | undefined {
  if (!header) {
    return undefined;
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) {
    return Math.max(0, seconds * 1000);
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * How jira.js's calls reach Jira. jira.js leaves the transport open by its `Client` interface; its own has no abort
 * signal and no time limit, and drops the `Retry-After` of a 503, all of which delivery needs. Redirects are not followed,
 * so that credentials go to the configured site only.
 */
export class JiraTransport {
  readonly #baseUrl: string;
  readonly #authorization: string;
  readonly #timeoutMs: number;

  static create(options: {
    baseUrl: string;
    email: string;
    apiToken: string;
    timeoutMs: number;
  }): JiraTransport {
    return new JiraTransport(options);
  }

  private constructor(options: {
    baseUrl: string;
    email: string;
    apiToken: string;
    timeoutMs: number;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#timeoutMs = options.timeoutMs;
    this.#authorization = `Basic ${Buffer.from(
      `${options.email}:${options.apiToken}`,
    ).toString('base64')}`;
  }

  /** A jira.js client whose calls end when `signal` does. */
  client(signal: AbortSignal): Client {
    return {
      sendRequest: <T>(options: SendRequestOptions<T>) =>
        this.#send<T>(options, signal),
    };
  }

  async #send<T>(
    options: SendRequestOptions<T>,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted) {
      throw new JiraNetworkError({ code: 'ABORTED', mayHaveArrived: false });
    }
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#toUrl(options), {
        method: options.method ?? 'GET',
        headers: {
          accept: 'application/json',
          authorization: this.#authorization,
          ...(options.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
        },
        body:
          options.body === undefined ? undefined : JSON.stringify(options.body),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
      text = await response.text();
    } catch (error) {
      const code = networkCode(error);
      throw new JiraNetworkError({
        code,
        mayHaveArrived: !NEVER_SENT.has(code),
      });
    }
    if (!response.ok) {
      throw new JiraHttpError({
        status: response.status,
        ...readProblem(text),
        retryAfterMs: readRetryAfterMs(response.headers.get('retry-after')),
      });
    }
    return this.#parse(options, text);
  }

  #toUrl({ url, searchParams }: SendRequestOptions): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(searchParams ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) {
          parameters.append(name, String(one));
        }
      }
    }
    const query = parameters.toString();
    return `${this.#baseUrl}${url}${query ? `?${query}` : ''}`;
  }

  #parse<T>(options: SendRequestOptions<T>, text: string): T {
    if (text === '') {
      return undefined as T;
    }
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      // A sign-in page or a proxy's greeting: whatever it is, Jira did not say what became of the request.
      throw new JiraNetworkError({ code: 'NOT_JSON', mayHaveArrived: true });
    }
    // What the library does not know is no failure: each caller checks the few members that it reads.
    const parsed = options.schema?.safeParse(data);
    return parsed?.success ? parsed.data : (data as T);
  }
}
