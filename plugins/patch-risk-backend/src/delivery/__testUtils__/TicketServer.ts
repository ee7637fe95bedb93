import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  OutboundEvent,
  TicketContent,
} from '@patch-risk/backstage-plugin-patch-risk-node';

/** A ticket as the server holds it. */
export interface ServerTicket {
  id: string;
  key: string;
  content: TicketContent;
  category: 'new' | 'done';
  committedAt: number;
}

/** What the server does with a request after it took effect, or instead of letting it take effect. */
export type Misbehaviour = 'lose-answer' | 'throttle' | 'reject' | 'hang';

/**
 * A ticket tracker and event receiver over real HTTP that can misbehave: it loses answers after committing, hides new
 * tickets from its search for a while, throttles, rejects and hangs. It allows duplicates, as real trackers do.
 */
export class TicketServer {
  readonly tickets: ServerTicket[] = [];
  readonly events: OutboundEvent[] = [];
  readonly calls: { operation: string; at: number }[] = [];
  /** How long a new ticket is hidden from the search, in milliseconds. */
  searchLagMs = 0;
  retryAfterMs = 300;
  /** Asked for every request; for a create and for events it is asked after the commit. */
  misbehave: (
    operation: string,
    sender: { pid: number },
  ) => Misbehaviour | undefined = () => undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<TicketServer> {
    const server = new TicketServer();
    await new Promise<void>(done =>
      server.#server.listen(0, '127.0.0.1', done),
    );
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  count(operation: string): number {
    return this.calls.filter(call => call.operation === operation).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const operation = (request.url ?? '').slice(1);
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    this.calls.push({ operation, at: Date.now() });
    const sender = { pid: Number(request.headers['x-pid']) };
    const commitsFirst = operation === 'create' || operation === 'deliver';
    let trouble = commitsFirst ? undefined : this.misbehave(operation, sender);
    let answer: unknown;
    if (trouble === undefined) {
      answer = this.#apply(operation, body);
      trouble = commitsFirst ? this.misbehave(operation, sender) : undefined;
    }
    if (commitsFirst && (trouble === 'throttle' || trouble === 'reject')) {
      this.#revert(operation, body);
    }
    if (trouble === 'lose-answer') {
      response.destroy();
    } else if (trouble === 'throttle') {
      response.writeHead(429).end(JSON.stringify(this.retryAfterMs));
    } else if (trouble === 'reject') {
      response.writeHead(400).end('"refused"');
    } else if (trouble !== 'hang') {
      response.writeHead(200).end(JSON.stringify(answer ?? { none: true }));
    }
  }

  #apply(operation: string, body: Record<string, unknown>): unknown {
    const byId = (id: unknown) => this.tickets.find(each => each.id === id);
    switch (operation) {
      case 'create': {
        const content = body.content as TicketContent;
        const ticket: ServerTicket = {
          id: String(this.tickets.length + 1),
          key: content.key,
          content,
          category: 'new',
          committedAt: Date.now(),
        };
        this.tickets.push(ticket);
        return ticket;
      }
      case 'find':
        return this.tickets.find(
          each =>
            each.key === body.key &&
            each.committedAt + this.searchLagMs <= Date.now(),
        );
      case 'update':
      case 'close':
      case 'reopen': {
        const ticket = byId(body.id);
        if (ticket && operation === 'update') {
          ticket.content = body.content as TicketContent;
        } else if (ticket) {
          ticket.category = operation === 'close' ? 'done' : 'new';
        }
        return ticket;
      }
      case 'read':
        return (body.ids as string[]).flatMap(id => byId(id) ?? []);
      default:
        this.events.push(...(body.events as OutboundEvent[]));
        return {};
    }
  }

  #revert(operation: string, body: Record<string, unknown>): void {
    if (operation === 'create') {
      this.tickets.pop();
    } else {
      this.events.splice(-(body.events as unknown[]).length);
    }
  }
}
