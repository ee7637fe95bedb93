import { getResponse, type RequestHandler } from 'msw';
import { startServer } from './startServer';

/**
 * Answers over a real connection what msw's handlers answer, so that connection, retries and
 * unpacking are those that a user gets.
 */
export function serveHandlers(handlers: RequestHandler[]) {
  return startServer(async (request, response) => {
    const answer = await getResponse(
      handlers,
      new Request(`http://feeds.example${request.url}`, {
        headers: Object.entries(request.headersDistinct).flatMap(
          ([name, values]) =>
            (values ?? []).map((value): [string, string] => [name, value]),
        ),
      }),
    );
    response.writeHead(
      answer?.status ?? 404,
      Object.fromEntries(answer?.headers ?? []),
    );
    response.end(answer ? Buffer.from(await answer.arrayBuffer()) : undefined);
  });
}
