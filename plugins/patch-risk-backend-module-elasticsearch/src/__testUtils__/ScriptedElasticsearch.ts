import { createServer, type Server, type ServerResponse } from 'node:http';

/** One bulk request as it arrived. */
export interface ReceivedBulk {
  url: string;
  ids: string[];
  lines: string[];
}

/** Answers bulk requests as a test says, over real HTTP, with the headers that a real cluster sends. */
export class ScriptedElasticsearch {
  readonly received: ReceivedBulk[] = [];
  /** Answers one bulk request; return false to let it succeed. */
  onBulk: (request: ReceivedBulk, response: ServerResponse) => boolean = () =>
    false;
  readonly #server: Server;
  #url = '';

  static async start(): Promise<ScriptedElasticsearch> {
    const scripted = new ScriptedElasticsearch();
    await new Promise<void>(fulfil => {
      scripted.#server.listen(0, '127.0.0.1', fulfil);
    });
    const address = scripted.#server.address();
    if (typeof address === 'object' && address) {
      scripted.#url = `http://127.0.0.1:${address.port}`;
    }
    return scripted;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', text => {
        body += text;
      });
      request.on('end', () => {
        response.setHeader('x-elastic-product', 'Elasticsearch');
        response.setHeader('content-type', 'application/json');
        const lines = body.split('\n').filter(line => line !== '');
        const ids = lines
          .filter((_, index) => index % 2 === 0)
          .map(line => JSON.parse(line).create._id);
        const bulk = { url: request.url ?? '', ids, lines };
        this.received.push(bulk);
        if (!this.onBulk(bulk, response)) {
          response.end(
            JSON.stringify({
              errors: false,
              items: ids.map(_id => ({ create: { _id, status: 201 } })),
            }),
          );
        }
      });
    });
  }

  get url(): string {
    return this.#url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(fulfil => {
      this.#server.close(fulfil);
    });
  }
}
