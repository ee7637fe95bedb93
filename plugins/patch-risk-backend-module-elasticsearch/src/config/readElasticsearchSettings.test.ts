import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { resolve } from 'node:path';
import { readElasticsearchSettings } from './readElasticsearchSettings';

describe('readElasticsearchSettings', () => {
  const read = (elasticsearch?: JsonObject) =>
    readElasticsearchSettings(
      new ConfigReader(elasticsearch ? { patchRisk: { elasticsearch } } : {}),
    );

  it('writes to a file while no node is given', () => {
    expect(read()).toEqual({
      kind: 'file',
      namespace: 'default',
      batchSize: 500,
      file: resolve('.data/events.ndjson'),
    });
    expect(read({ file: '/var/events' })).toMatchObject({
      file: '/var/events',
    });
  });

  it('reads a cluster', () => {
    expect(
      read({
        node: ['https://a.example:9200/', 'https://b.example:9200'],
        username: 'writer',
        password: 'word',
        namespace: 'plant_1',
        requestTimeout: { seconds: 5 },
        setUpTemplates: false,
      }),
    ).toEqual({
      kind: 'cluster',
      nodes: ['https://a.example:9200', 'https://b.example:9200'],
      auth: { username: 'writer', password: 'word' },
      caFile: undefined,
      namespace: 'plant_1',
      batchSize: 500,
      requestTimeoutMs: 5_000,
      setUpTemplates: false,
    });
  });

  it.each<[JsonObject, RegExp]>([
    [{ node: 'elastic:9200' }, /elasticsearch\.node: "elastic:9200".*https:/],
    [{ node: 'https://u:hidden@e.example' }, /node: .*e\.example.*credentials/],
    [{ node: 'u:hidden@e.example' }, /node: a value is not an address/],
    [{ node: [] }, /node: the list is empty/],
    [{ node: 'http://e', username: 'u' }, /password: missing/],
    [{ node: 'http://e', password: 'hidden' }, /username: missing/],
    [
      { node: 'http://e', apiKey: 'hidden', username: 'u' },
      /apiKey: given together/,
    ],
    [{ namespace: 'Plant-1' }, /namespace: "Plant-1".*lower-case/],
    [{ batchSize: 0 }, /batchSize: 0 .*1 to 10000/],
    [
      { node: 'http://e', requestTimeout: { milliseconds: 1 } },
      /requestTimeout: 1 ms is out of range/,
    ],
  ])('refuses %j without telling secrets', (config, message) => {
    expect(() => read(config)).toThrow(message);
    expect(() => read(config)).not.toThrow(/hidden/);
  });
});
