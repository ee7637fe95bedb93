/** An answer as it came, with its text and, where it is JSON, what the text says. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  json<Body>(): Body;
}

interface Page<Item> {
  items: Item[];
  pageInfo: { nextCursor?: string; totalItems?: number };
}

/** Calls the patch-risk plugin over HTTP as one caller. */
export class ApiClient {
  readonly #baseUrl: string;
  readonly #token?: string;

  /** @param options - `url` of the backend; without `token` the caller has no credentials */
  static create(options: { url: string; token?: string }): ApiClient {
    return new ApiClient(options);
  }

  private constructor(options: { url: string; token?: string }) {
    this.#baseUrl = `${options.url}/api/patch-risk`;
    this.#token = options.token;
  }

  /** One call; any status is an answer, and only a broken connection throws. */
  async call(
    method: string,
    path: string,
    options: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      body: options.body,
      headers: {
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...options.headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text),
    };
  }

  /** @throws Error with the answer's text when its status is not 200 */
  async get<Body>(path: string): Promise<Body> {
    const answer = await this.call('GET', path);
    if (answer.status !== 200) {
      throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.json();
  }

  /** All items of a paged list. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '500' });
      if (cursor) {
        query.set('cursor', cursor);
      }
      const page: Page<Item> = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}${query}`,
      );
      items.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return items;
  }
}
