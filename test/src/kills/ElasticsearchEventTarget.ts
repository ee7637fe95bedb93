import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { RealElasticsearch } from '../../services/elasticsearch/RealElasticsearch';
import type { EventTarget } from './EventTarget';

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The real server behind a proxy, which can act between a bulk request that was stored and its answer. */
export class ElasticsearchEventTarget implements EventTarget {
  onDelivery = async () => {};
  readonly #server: RealElasticsearch;
  readonly #proxy: Server;

  static async start(): Promise<ElasticsearchEventTarget> {
    const server = await RealElasticsearch.start();
    const target = new ElasticsearchEventTarget(server);
    await new Promise<void>(resolve => {
      target.#proxy.listen(0, '127.0.0.1', resolve);
    });
    return target;
  }

  private constructor(server: RealElasticsearch) {
    this.#server = server;
    this.#proxy = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  get config() {
    const { port } = this.#proxy.address() as AddressInfo;
    return { node: `http://127.0.0.1:${port}`, batchSize: 2 };
  }

  async #pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await readAll(incoming);
    const { method, headers, url = '/' } = incoming;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const call = forward(
        new URL(url, this.#server.url),
        { method, headers },
        resolve,
      );
      call.once('error', reject);
      call.end(body);
    });
    const answered = await readAll(answer);
    if (url.startsWith('/_bulk')) {
      await this.onDelivery();
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.end(answered);
  }

  async read(): Promise<{ id: string; document: object }[]> {
    await fetch(`${this.#server.url}/logs-patchrisk.*/_refresh`, {
      method: 'POST',
    });
    const response = await fetch(
      `${this.#server.url}/logs-patchrisk.*/_search?size=10000`,
    );
    const { hits } = await response.json();
    return hits.hits.map(
      ({ _id, _source }: { _id: string; _source: object }) => ({
        id: _id,
        document: _source,
      }),
    );
  }

  async close(): Promise<void> {
    this.#proxy.closeAllConnections();
    await new Promise(resolve => this.#proxy.close(resolve));
    await this.#server.stop();
  }
}
