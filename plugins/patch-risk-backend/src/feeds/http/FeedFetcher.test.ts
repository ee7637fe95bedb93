import { readdir, readFile } from 'node:fs/promises';
import {
  createServer,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { ConfigReader } from '@backstage/config';
import { startServer } from '../__testUtils__/startServer';
import { FeedFetcher } from './FeedFetcher';
import { isPublicAddress } from './isPublicAddress';

const MIB = 1024 * 1024;

describe('FeedFetcher', () => {
  const closing: (() => Promise<void>)[] = [];

  const serve = async (listener: RequestListener) => {
    const server = await startServer(listener);
    closing.push(() => server.close());
    return server.url;
  };
  const createFetcher = (http: object = {}) => {
    const fetcher = FeedFetcher.fromConfig(
      new ConfigReader({
        patchRisk: {
          feeds: {
            http: {
              allowedHosts: ['127.0.0.1', 'localhost'],
              allowPrivateAddresses: true,
              ...http,
            },
          },
        },
      }),
    );
    closing.unshift(() => fetcher.close());
    return fetcher;
  };
  const leftovers = async () =>
    (await readdir(tmpdir())).filter(name =>
      name.startsWith('patch-risk-feed-'),
    );

  let before: string[];
  beforeEach(async () => {
    before = await leftovers();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) {
      await close();
    }
    const added = (await leftovers()).filter(name => !before.includes(name));
    if (added.length > 0) {
      throw new Error(`Temporary folders stayed behind: ${added}`);
    }
  });

  it('unpacks what is sent as gzip and sends the version back the next time', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push([
        request.headers['if-none-match'],
        request.headers['if-modified-since'],
      ]);
      if (request.headers['if-none-match'] === '"v1"') {
        response.writeHead(304).end();
        return;
      }
      response.writeHead(200, {
        etag: '"v1"',
        'last-modified': 'Mon, 05 Jan 2026 00:00:00 GMT',
        'content-encoding': 'gzip',
      });
      response.end(gzipSync('{"a":1}'));
    });
    const fetcher = createFetcher();
    const file = await fetcher.fetch(url);
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('{"a":1}');
    await file?.remove();
    await expect(
      fetcher.fetch(url, { known: file?.version }),
    ).resolves.toBeUndefined();
    expect(seen).toEqual([
      [undefined, undefined],
      ['"v1"', 'Mon, 05 Jan 2026 00:00:00 GMT'],
    ]);
  });

  it('waits as long as Retry-After says after 429, and tries again after 503', async () => {
    const times: number[] = [];
    const answers: ((response: ServerResponse) => void)[] = [
      response => response.writeHead(429, { 'retry-after': '1' }).end(),
      response => response.writeHead(503).end(),
      response => response.writeHead(200).end('ok'),
    ];
    const url = await serve((_request, response) => {
      times.push(performance.now());
      answers[times.length - 1](response);
    });
    const file = await createFetcher().fetch(url);
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('ok');
    await file?.remove();
    expect(times).toHaveLength(3);
    expect(times[1] - times[0]).toBeGreaterThan(950);
  });

  it('gives up after the configured retries and names status and address without secrets', async () => {
    let count = 0;
    const url = await serve((_request, response) => {
      count += 1;
      response.writeHead(503).end();
    });
    const secret = url.replace('//', '//user:hunter2@');
    const failure = createFetcher({ maxRetries: 1 }).fetch(
      `${secret}/feed?token=abc`,
    );
    await expect(failure).rejects.toMatchObject({
      name: 'FeedUnavailableError',
      message: `${url}/feed answered with status 503`,
    });
    expect(count).toBe(2);
  });

  it('stops a feed of 200 MB at the limit, with little memory', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    const url = await serve((_request, response) => {
      const write = () => {
        while (sent < 200 * MIB && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const memory = process.memoryUsage.rss();
    await expect(createFetcher().fetch(url)).rejects.toMatchObject({
      name: 'FeedTooLargeError',
      message: expect.stringContaining('67108864 bytes'),
    });
    expect(sent).toBeLessThan(100 * MIB);
    expect(process.memoryUsage.rss() - memory).toBeLessThan(200 * MIB);
  }, 30_000);

  it('stops a small answer that unpacks to much', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * MIB));
    expect(bomb.length).toBeLessThan(MIB);
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    await expect(
      createFetcher({ maxBytes: MIB }).fetch(url),
    ).rejects.toMatchObject({
      name: 'FeedTooLargeError',
    });
  });

  it('tells when the packed data ends early', async () => {
    const whole = gzipSync(Buffer.from('x'.repeat(10_000)));
    const url = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(whole.subarray(0, 30));
    });
    await expect(createFetcher().fetch(url)).rejects.toThrow(
      'was sent as damaged or truncated gzip data',
    );
  });

  it('gives up when the time is over, though bytes keep coming', async () => {
    const url = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    await expect(
      createFetcher({ timeout: { milliseconds: 400 } }).fetch(url),
    ).rejects.toMatchObject({
      name: 'FeedUnavailableError',
      message: expect.stringContaining('was not read within 0.4 s'),
    });
  });

  it('stops at once when told to, even while it waits to try again', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '30' }).end();
    });
    // Waiting for the 30 seconds would exceed the time limit of the test.
    await expect(
      createFetcher().fetch(url, { signal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('follows redirects on allowed hosts and leaves the credentials behind at another origin', async () => {
    const target = await serve((request, response) => {
      response.end(String(request.headers.authorization));
    });
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: `${target}/there` }).end();
    });
    const file = await createFetcher().fetch(
      url.replace('//', '//user:secret@'),
    );
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('undefined');
    await file?.remove();
  });

  it('does not follow a redirect to a private address, nor to another host', async () => {
    let hits = 0;
    const inner = await serve((_request, response) => {
      hits += 1;
      response.end('secret');
    });
    const port = new URL(inner).port;
    const locations = [
      `http://127.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
    ];
    const url = await serve((request, response) => {
      response
        .writeHead(302, { location: locations[Number(request.url?.slice(1))] })
        .end();
    });
    // The first hop goes to a name that only this test may reach.
    for (const index of locations.keys()) {
      await expect(
        createFetcher({ allowedHosts: ['localhost'] }).fetch(
          `${url.replace('127.0.0.1', 'localhost')}/${index}`,
        ),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
    }
    expect(hits).toBe(0);
  });

  it('checks the address that a name resolves to', async () => {
    let hits = 0;
    const url = await serve((_request, response) => {
      hits += 1;
      response.end();
    });
    const strict = createFetcher({ allowPrivateAddresses: false });
    await expect(strict.fetch(url)).rejects.toThrow(
      '127.0.0.1 is not a public address',
    );
    await expect(
      strict.fetch(url.replace('127.0.0.1', 'localhost')),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(
        'resolves to an address that is not public',
      ),
    });
    expect(hits).toBe(0);
  });

  it('tells apart what is gone from what is down', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(404).end();
    });
    const fetcher = createFetcher({ maxRetries: 0 });
    await expect(fetcher.fetch(url)).rejects.toMatchObject({
      name: 'FeedContentError',
    });
    await expect(fetcher.fetch('http://127.0.0.1:1/')).rejects.toMatchObject({
      name: 'FeedUnavailableError',
      message: 'http://127.0.0.1:1/ could not be read (ECONNREFUSED)',
    });
  });

  it.each([
    ['maxBytes', 12],
    ['maxRetries', -1],
    ['timeout', 'soon'],
    ['allowedHosts', ['https://www.cisa.gov/']],
  ])('refuses %s: %j and names the key', (key, value) => {
    expect(() => createFetcher({ [key]: value })).toThrow(
      `patchRisk.feeds.http.${key}`,
    );
  });

  it('goes through the proxy of the environment', async () => {
    const targets: unknown[] = [];
    const tunnel = createServer();
    tunnel.on('connect', (request, socket) => {
      targets.push(request.url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>(resolve => {
      tunnel.listen(0, '127.0.0.1', resolve);
    });
    const address = tunnel.address();
    process.env.HTTPS_PROXY = `http://127.0.0.1:${
      typeof address === 'object' ? address?.port : ''
    }`;
    try {
      await expect(
        createFetcher({
          allowedHosts: ['feeds.example'],
          allowPrivateAddresses: false,
          maxRetries: 0,
        }).fetch('https://feeds.example/kev.json'),
      ).rejects.toMatchObject({ name: 'FeedUnavailableError' });
    } finally {
      delete process.env.HTTPS_PROXY;
      tunnel.closeAllConnections();
      tunnel.close();
    }
    expect(targets).toContain('feeds.example:443');
  });
});

describe('isPublicAddress', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['not an address', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
