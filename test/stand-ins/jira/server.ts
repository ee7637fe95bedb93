import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJiraHandlers } from './handlers';
import type { JiraStandIn } from './JiraStandIn';

const MOST_BYTES = 10 * 1024 * 1024;

/** A running stand-in. */
export interface JiraServer {
  url: string;
  port: number;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MOST_BYTES) {
      throw new Error(`A request may hold ${MOST_BYTES} bytes at most.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function toRequest(
  incoming: IncomingMessage,
  port: number,
): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers.set(name, Array.isArray(value) ? value.join(', ') : value ?? '');
  }
  const body = await readBody(incoming);
  const host = incoming.headers.host ?? `127.0.0.1:${port}`;
  return new Request(new URL(incoming.url ?? '/', `http://${host}`), {
    method: incoming.method,
    headers,
    body: body.length > 0 ? body : undefined,
  });
}

async function send(
  response: Response,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/**
 * Serves the stand-in over HTTP on the loopback address.
 *
 * @param options - `port` 0 takes any free one.
 * @throws with a plain message when the port is taken.
 */
export async function startJiraServer(options: {
  standIn: JiraStandIn;
  port: number;
}): Promise<JiraServer> {
  const { getResponse } = await import('msw');
  const handlers = await createJiraHandlers(options.standIn);
  let port = options.port;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse) {
    const request = await toRequest(incoming, port);
    const response = await getResponse(handlers, request);
    if (response?.type === 'error') {
      // The answer is lost on the way: the client sees its connection break.
      incoming.socket.destroy();
      return;
    }
    await send(
      response ?? new Response('Not found: Jira stand-in', { status: 404 }),
      outgoing,
    );
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(error => {
      if (!outgoing.headersSent) {
        outgoing.writeHead(500, { 'content-type': 'text/plain' });
      }
      outgoing.end(`The Jira stand-in failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${options.port} is taken. End what uses it, or start the Jira stand-in with another --port.`,
            )
          : error,
      );
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
