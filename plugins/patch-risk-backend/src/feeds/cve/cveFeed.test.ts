import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { http, HttpResponse } from 'msw';
import { CveRecordStore } from '../../database/CveRecordStore';
import { HostPace } from '../../workers/HostPace';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { cveRecord, ssvcOf } from './__testUtils__/cveRecord';

jest.setTimeout(60_000);

const AT = '2025-06-01T00:00:00Z';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

function storeOf(database: Knex) {
  return CveRecordStore.create({
    database,
    pace: HostPace.fromConfig(mockServices.rootConfig()),
  });
}

describe.each(databases.eachSupportedId())(
  'the feed of CVE records on %s',
  id => {
    let bench: Awaited<ReturnType<typeof createFeedBench>>;
    let database: Knex;
    let store: CveRecordStore;

    beforeEach(async () => {
      bench = await createFeedBench();
      database = await databases.init(id);
      await bench.migrate(database);
      store = storeOf(database);
    });
    afterEach(() => bench.close());

    const revision = async () =>
      Number(
        (await database('feed_states').where({ feed_id: 'cve' }).first())
          .revision,
      );
    const know = (...cves: string[]) =>
      database('vulnerabilities').insert(
        cves.map(cve => ({ cve, changed_at: '2025-01-01T00:00:00.000Z' })),
      );

    describe('from a directory', () => {
      const write = async (name: string, content: string | Buffer) => {
        await mkdir(join(bench.folder, name, '..'), { recursive: true });
        await writeFile(join(bench.folder, name), content);
      };
      const refresh = async () => {
        const refresher = bench.refresher({
          database,
          feeds: { cve: { path: bench.folder } },
          at: AT,
        });
        const { changed } = await refresher.refresh('cve');
        const [status] = (await refresher.status()).filter(
          each => each.id === 'cve',
        );
        const { items } = await refresher.quarantine('cve', { limit: 10 });
        return { changed, status, quarantine: items };
      };

      it('takes in files and lines, lists what it refuses, and finds nothing to do the second time', async () => {
        await write(
          '2025/1xxx/CVE-2025-1111.json',
          JSON.stringify(cveRecord('CVE-2025-1111')),
        );
        await write('deltaLog.json', '[]');
        await write(
          'more.jsonl.gz',
          gzipSync(
            [
              JSON.stringify(cveRecord('CVE-2025-2222')),
              '{"dataType":',
              JSON.stringify(
                cveRecord('CVE-2025-3333', { cna: { affected: [7] } }),
              ),
              '',
            ].join('\n'),
          ),
        );
        await write('broken.json', '<html>');

        for (const changed of [true, false]) {
          const answer = await refresh();
          expect(answer).toMatchObject({
            changed,
            status: {
              state: 'ok',
              read: 5,
              accepted: 3,
              refused: 2,
              unchanged: !changed,
              snapshotDate: '2025-03-03',
            },
          });
          expect(answer.quarantine).toEqual([
            expect.objectContaining({
              record: 'broken.json',
              reason: expect.stringContaining('HTML'),
            }),
            expect.objectContaining({
              record: 'more.jsonl.gz:2',
              reason: expect.stringContaining('truncated'),
            }),
            expect.objectContaining({
              record: 'more.jsonl.gz:3',
              field: 'containers.cna.affected.0',
            }),
          ]);
          expect(await revision()).toBe(1);
        }
        expect([...(await store.get(['CVE-2025-2222'])).values()]).toEqual([
          expect.objectContaining({
            state: 'published',
            publishedOn: '2025-03-01',
            listed: true,
            ssvc: [],
          }),
        ]);
      });

      it('keeps every SSVC value by its date, the newest record, and nothing of a rejected one', async () => {
        const at = (exploitation: string, day: string) =>
          JSON.stringify(
            cveRecord('CVE-2025-1111', {
              updated: `${day}T12:00:00Z`,
              ssvc: ssvcOf(exploitation, `${day}T12:00:00Z`),
              cna: { descriptions: [{ lang: 'en', value: `Of ${day}.` }] },
              adp: undefined,
            }),
          );
        await write('a.json', at('poc', '2025-04-10'));
        await refresh();
        await write('a.json', at('active', '2025-05-20'));
        await refresh();
        // An older snapshot that comes late adds its value and replaces nothing.
        await write('a.json', at('none', '2025-03-05'));
        expect((await refresh()).changed).toBe(true);
        const record = (await store.get(['CVE-2025-1111'])).get(
          'CVE-2025-1111',
        );
        expect(record?.description).toBe('Of 2025-05-20.');
        expect(
          record?.ssvc.map(({ exploitation, writtenAt }) => [
            exploitation,
            writtenAt.slice(0, 10),
          ]),
        ).toEqual([
          ['none', '2025-03-05'],
          ['poc', '2025-04-10'],
          ['active', '2025-05-20'],
        ]);

        await write(
          'a.json',
          JSON.stringify(
            cveRecord('CVE-2025-1111', {
              state: 'REJECTED',
              updated: '2025-05-30T00:00:00Z',
            }),
          ),
        );
        await refresh();
        await write('a.json', at('active', '2025-05-21'));
        expect((await refresh()).changed).toBe(false);
        expect(
          (await store.get(['CVE-2025-1111'])).get('CVE-2025-1111'),
        ).toMatchObject({
          state: 'rejected',
          description: '',
          affected: [],
          ssvc: [],
        });
      });

      it("dates CISA's score by the first day on which it was there", async () => {
        const on = (day: string, baseScore = 5) =>
          JSON.stringify(
            cveRecord('CVE-2025-1111', {
              updated: `${day}T12:00:00Z`,
              ssvc: ssvcOf('none', `${day}T12:00:00Z`),
              cna: { metrics: [] },
              adpMetrics: [
                {
                  cvssV3_1: {
                    vectorString: `CVSS:3.1/AV:${
                      baseScore === 5 ? 'L' : 'N'
                    }/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L`,
                    baseScore,
                  },
                },
              ],
            }),
          );
        const addedOn = async () =>
          (await store.get(['CVE-2025-1111'])).get('CVE-2025-1111')?.cvss
            ?.addedOn;
        await write('a.json', on('2025-04-10'));
        await refresh();
        await write('a.json', on('2025-05-20'));
        await refresh();
        expect(await addedOn()).toBe('2025-04-10');
        await write('a.json', on('2025-05-25', 6));
        await refresh();
        expect(await addedOn()).toBe('2025-05-25');
      });

      it('fails where nothing can be used, and keeps what it has', async () => {
        await expect(refresh()).rejects.toThrow(
          'holds no .json or .jsonl file',
        );
        await write('a.json', JSON.stringify(cveRecord('CVE-2025-1111')));
        await refresh();
        await write('a.json', '[]');
        await expect(refresh()).rejects.toThrow('no usable CVE record');
        expect((await store.summary()).records).toBe(1);
      });
    });

    describe('from the CVE List', () => {
      it('reads what is named, what changes and what is new, and goes on where it was stopped', async () => {
        const records = new Map<string, object>();
        let steps: object[] = [
          {
            fetchTime: '2025-05-31T10:00:00.000Z',
            new: [{ cveId: 'CVE-2025-9001' }],
            updated: [],
          },
        ];
        const asked: string[] = [];
        let isDown = false;
        const url = await bench.serve([
          http.get('*/cves/deltaLog.json', ({ request }) => {
            const etag = `"${steps.length}"`;
            return request.headers.get('if-none-match') === etag
              ? new HttpResponse(null, { status: 304 })
              : HttpResponse.json(steps, { headers: { etag } });
          }),
          http.get('*/cves/:year/:block/:file', ({ request }) => {
            const path = new URL(request.url).pathname;
            asked.push(path.slice('/cves/'.length));
            const record = records.get(path.split('/').at(-1) ?? '');
            if (isDown) {
              return new HttpResponse(null, { status: 503 });
            }
            return record
              ? HttpResponse.json(record)
              : new HttpResponse(null, { status: 404 });
          }),
        ]);
        const publish = (cve: string, fields = {}) =>
          records.set(`${cve}.json`, cveRecord(cve, fields));
        const step = (time: string, added: string[], updated: string[]) => {
          const entries = (cves: string[]) => cves.map(cveId => ({ cveId }));
          steps = [
            { fetchTime: time, new: entries(added), updated: entries(updated) },
            ...steps,
          ];
        };
        const refresher = (at = AT) =>
          bench.refresher({
            database,
            feeds: { cve: { url: `${url}/cves` } },
            at,
          });
        const refresh = async (at?: string) => {
          asked.length = 0;
          return refresher(at).refresh('cve');
        };

        // First: what other feeds name; what was new before is not read.
        await know('CVE-2024-3400', 'CVE-2001-0006', 'CVE-2025-7777');
        publish('CVE-2024-3400');
        publish('CVE-2001-0006');
        expect(await refresh()).toEqual({ changed: true });
        expect(asked.sort()).toEqual([
          '2001/0xxx/CVE-2001-0006.json',
          '2024/3xxx/CVE-2024-3400.json',
          '2025/7xxx/CVE-2025-7777.json',
        ]);
        const [status] = (await refresher().status()).filter(
          each => each.id === 'cve',
        );
        expect(status).toMatchObject({ read: 3, accepted: 2, refused: 1 });
        expect(
          (await refresher().quarantine('cve', { limit: 5 })).items,
        ).toEqual([
          expect.objectContaining({
            record: expect.stringContaining('CVE-2025-7777'),
            reason: expect.stringContaining('404'),
          }),
        ]);
        expect(
          (await store.get(['CVE-2024-3400'])).get('CVE-2024-3400')?.listed,
        ).toBe(false);

        // Nothing new: nothing is asked for, what is not there not either.
        expect(await refresh()).toEqual({ changed: false });
        expect(asked).toEqual([]);

        // Then: changes of what is stored, and all that is new; no change of what nobody asked for.
        publish('CVE-2024-3400', {
          updated: '2025-06-01T09:00:00Z',
          cna: { affected: [] },
        });
        publish('CVE-2025-12345', { published: '2025-06-01T08:00:00Z' });
        step(
          '2025-06-01T10:00:00.000Z',
          ['CVE-2025-12345'],
          ['CVE-2024-3400', 'CVE-2020-5555'],
        );
        isDown = true;
        await expect(refresh()).rejects.toThrow('503');
        isDown = false;
        expect(await refresh()).toEqual({ changed: true });
        expect(asked.sort()).toEqual([
          '2024/3xxx/CVE-2024-3400.json',
          '2025/12xxx/CVE-2025-12345.json',
        ]);
        expect(
          [
            ...(await store.get(['CVE-2025-12345', 'CVE-2024-3400'])).values(),
          ].map(({ cve, listed, affected }) => [cve, listed, affected.length]),
        ).toEqual(
          expect.arrayContaining([
            ['CVE-2025-12345', true, 1],
            ['CVE-2024-3400', false, 0],
          ]),
        );

        // A list that does not reach back: all that is stored is read again. What was absent is asked for after a week.
        steps = [];
        step('2025-08-01T10:00:00.000Z', [], []);
        steps.push({}, {});
        expect(await refresh('2025-08-01T12:00:00Z')).toEqual({
          changed: false,
        });
        expect(asked).toHaveLength(4);
      });

      it('fails where there is no list of changes', async () => {
        const url = await bench.serve([
          http.get('*/deltaLog.json', () => HttpResponse.json({})),
        ]);
        await expect(
          bench
            .refresher({ database, feeds: { cve: { url: `${url}/` } }, at: AT })
            .refresh('cve'),
        ).rejects.toThrow('no list of changes of the CVE List');
      });
    });

    it('is there only when it is configured', () => {
      const list = (feeds: object) =>
        bench
          .refresher({ database, feeds: { ...feeds }, at: AT })
          .list()
          .map(feed => feed.id);
      expect(list({})).toEqual(['kev', 'epss']);
      expect(list({ cve: {} })).toEqual(['kev', 'cve', 'epss']);
    });
  },
);
