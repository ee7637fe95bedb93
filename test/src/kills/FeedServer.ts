import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Organisation } from './Organisation';

/** How far an answer has got. */
export type AnswerPhase = 'asked' | 'half' | 'sent';

// The two halves of an answer arrive as two pieces.
const PAUSE_MS = 15;

/** Serves the feeds of an organisation as they stand on a day, and tells how far each answer has got. */
export class FeedServer {
  day = 0;
  /** Called at each phase of each answer; what it waits for holds the answer up. */
  onAnswer: (phase: AnswerPhase, path: string) => Promise<void> | void = () =>
    undefined;
  /** Answers of another kind, by path. */
  readonly instead = new Map<string, (response: ServerResponse) => void>();
  readonly #organisation: Organisation;
  readonly #server: Server;

  static async start(organisation: Organisation): Promise<FeedServer> {
    const feeds = new FeedServer(organisation);
    await new Promise<void>((resolve, reject) => {
      feeds.#server.once('error', reject);
      feeds.#server.listen(0, '127.0.0.1', resolve);
    });
    return feeds;
  }

  private constructor(organisation: Organisation) {
    this.#organisation = organisation;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #body(path: string): Buffer | undefined {
    const organisation = this.#organisation;
    if (path === '/kev.json') {
      return Buffer.from(JSON.stringify(organisation.kev(this.day)));
    }
    if (path === '/epss.csv.gz') {
      return gzipSync(organisation.epss(this.day));
    }
    const advisories = organisation.advisories(this.day);
    if (path === '/csaf/changes.csv') {
      return Buffer.from(
        [...advisories]
          .map(([name, { date }]) => `"${name}","${date}"\n`)
          .join(''),
      );
    }
    const advisory = advisories.get(path.replace(/^\/csaf\//, ''));
    return advisory && Buffer.from(JSON.stringify(advisory.document));
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = request.url ?? '/';
    await this.onAnswer('asked', path);
    const instead = this.instead.get(path);
    if (instead) {
      instead(response);
      return;
    }
    const body = this.#body(path);
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    // Advisories never change here; the other documents change each day.
    const version = path.startsWith('/csaf/advisory') ? 'first' : this.day;
    const etag = `"${path}-${version}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
    } else {
      response.writeHead(200, { etag, 'content-length': body.length });
      const middle = Math.floor(body.length / 2);
      response.write(body.subarray(0, middle));
      await delay(PAUSE_MS);
      await this.onAnswer('half', path);
      response.end(body.subarray(middle));
    }
    await this.onAnswer('sent', path);
  }
}
