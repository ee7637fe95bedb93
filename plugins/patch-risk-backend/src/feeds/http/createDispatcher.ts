import {
  type Agent,
  type Dispatcher,
  EnvHttpProxyAgent,
  interceptors,
} from 'undici';
import type { FetchSettings } from './FetchSettings';
import { guardedLookup } from './guardedLookup';

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 60_000;
const MAX_RETRY_DELAY_MS = 60_000;

/**
 * Connections for feeds: through the proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY`,
 * `NO_PROXY`) where there is one, else straight to a checked address. Answers 429, 500, 502, 503
 * and 504 and broken connections are tried again, after the time that the server asks for.
 *
 * Behind a proxy it is the proxy that resolves names; the list of allowed hosts holds all the same.
 */
export function createDispatcher(settings: FetchSettings): Dispatcher {
  const options: Agent.Options = {
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(settings.allowPrivateAddresses ? {} : { lookup: guardedLookup }),
    },
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
    connections: 8,
  };
  return new EnvHttpProxyAgent(options).compose(
    interceptors.retry({
      maxRetries: settings.maxRetries,
      maxTimeout: MAX_RETRY_DELAY_MS,
      throwOnError: false,
    }),
  );
}
