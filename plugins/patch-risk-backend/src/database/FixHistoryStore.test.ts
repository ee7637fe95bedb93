import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { AdvisoryProduct } from '@patch-risk/match';
import { promiseRecord } from '@patch-risk/model';
import { resolve } from 'node:path';
import { HostPace } from '../workers/HostPace';
import { AdvisoryStore } from './AdvisoryStore';
import { FixHistoryStore } from './FixHistoryStore';
import { releasePlannedFixes } from './releasePlannedFixes';

jest.setTimeout(120_000);

const directory = resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

type Said = Partial<AdvisoryProduct>;

const open: Said = { remediationState: 'none_available' };
const fixed: Said = { remediationState: 'available' };
const planned = (day: string): Said => ({
  remediationState: 'announced',
  plannedFor: day,
  announcedFor: day,
});

async function start(id: TestDatabaseId) {
  const database = await databases.init(id);
  await database.migrate.latest({ directory });
  const pace = HostPace.create({ share: 1 });
  const advisories = AdvisoryStore.create({ database, pace });
  const history = FixHistoryStore.create({ database, pace });
  let version = 0;
  /** A revision of an advisory, as a feed writes it. */
  const store = async (
    revisedOn: string,
    products: Record<string, Said>,
    options: { advisory?: string; isFollowed?: boolean; vendor?: string } = {},
  ) => {
    const { advisory = 'a', isFollowed = true, vendor = 'Acme' } = options;
    version += 1;
    await database.transaction(async transaction => {
      await advisories.replace(transaction, {
        id: advisory,
        feedId: 'csaf-x',
        trackingId: advisory,
        version: String(version),
        title: 'T',
        publisher: 'P',
        releasedOn: '2026-01-01',
        revisedOn,
        sectors: [],
        contentHash: 'h'.repeat(64),
        changedAt: `${revisedOn}T00:00:00.000Z`,
      });
      await advisories.addProducts(
        transaction,
        advisory,
        Object.entries(products).map(([product, said]) => ({
          cve: 'CVE-2026-0001',
          productId: `${version}-${product}`,
          vendorKey: 'acme',
          vendor,
          product,
          branchPath: [],
          status: 'affected',
          remediationState: 'unknown',
          ...said,
        })),
      );
      if (isFollowed) {
        await history.follow(transaction, advisory);
      }
    });
  };
  return { advisories, database, history, store };
}

describe.each(databases.eachSupportedId())('FixHistoryStore on %s', id => {
  it('keeps an announced day and the fix that came by it', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', { Gateway: planned('2026-03-01') });
    await store('2026-03-10', {
      Gateway: { ...fixed, availableSince: '2026-02-20' },
    });
    expect(await history.promises('2026-03-10')).toEqual([
      {
        vendor: 'Acme',
        announcedOn: '2026-01-01',
        announcedFor: '2026-03-01',
        keptOn: '2026-02-20',
        seenUntil: '2026-03-10',
      },
    ]);
    // On the day before the revision nobody could know.
    expect(await history.promises('2026-03-09')).toEqual([
      {
        vendor: 'Acme',
        announcedOn: '2026-01-01',
        announcedFor: '2026-03-01',
        seenUntil: '2026-01-01',
      },
    ]);
    expect(await history.promises('2025-12-31')).toEqual([]);
  });

  it('knows a day that was missed, and the late fix', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', {
      Gateway: planned('2026-03-01'),
      Panel: planned('2026-03-01'),
    });
    // The fix is dated, then the other one follows: the day is kept when all have it.
    await store('2026-02-20', { Gateway: fixed, Panel: planned('2026-03-01') });
    const asOf = '2026-06-30';
    const tally = async () =>
      promiseRecord(await history.promises(asOf), { vendor: 'ACME', asOf }).own;
    expect(await tally()).toEqual({ due: 0, kept: 0 });
    await store('2026-05-01', { Gateway: fixed, Panel: open });
    expect(await tally()).toEqual({ due: 1, kept: 0 });
    await store('2026-06-01', { Gateway: fixed, Panel: fixed });
    expect(await tally()).toEqual({ due: 1, kept: 0, medianDelayDays: 92 });
  });

  it('follows a day that was moved to the fix, and the new one besides', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', { Gateway: planned('2026-03-01') });
    await store('2026-02-01', { Gateway: planned('2026-05-01') });
    const early = await history.promises('2026-01-31');
    await store('2026-05-05', {
      Gateway: { ...fixed, availableSince: '2026-05-01' },
    });
    expect(await history.promises('2026-05-05')).toMatchObject([
      {
        announcedFor: '2026-03-01',
        brokenOn: '2026-02-01',
        keptOn: '2026-05-01',
      },
      { announcedFor: '2026-05-01', keptOn: '2026-05-01' },
    ]);
    expect(await history.promises('2026-01-31')).toEqual(early);
    expect(early).toHaveLength(1);
    expect(early[0].brokenOn).toBeUndefined();
  });

  it('takes a day that was withdrawn as not kept, from then on', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', { Gateway: planned('2026-03-01') });
    await store('2026-02-01', {
      Gateway: { remediationState: 'no_fix_planned' },
    });
    const [promise] = await history.promises('2026-08-01');
    expect(promise).toMatchObject({
      brokenOn: '2026-02-01',
      seenUntil: '2026-08-01',
    });
    expect(promise.keptOn).toBeUndefined();
    const [before] = await history.promises('2026-01-31');
    expect(before).not.toHaveProperty('brokenOn');
    expect(before.seenUntil).toBe('2026-01-01');
  });

  it('stops where a product is no longer named, and is not moved by the same revision twice', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', { Gateway: planned('2026-03-01') });
    await store('2026-01-01', { Gateway: planned('2026-03-01') });
    await store('2026-04-01', { Other: fixed });
    await store('2026-05-01', { Gateway: fixed });
    expect(await history.promises('2026-06-01')).toEqual([
      {
        vendor: 'Acme',
        announcedOn: '2026-01-01',
        announcedFor: '2026-03-01',
        seenUntil: '2026-01-01',
      },
    ]);
  });

  it('takes no notice of a day that nobody can have meant', async () => {
    const { history, store } = await start(id);
    await store('2026-01-01', { Gateway: planned('2199-03-01') });
    expect(await history.promises('2026-06-01')).toEqual([]);
    await store('2026-05-01', { Gateway: planned('2026-07-01') });
    expect(await history.promises('2026-06-01')).toMatchObject([
      { announcedFor: '2026-07-01' },
    ]);
  });

  it('watches products without a fix', async () => {
    const { history, store } = await start(id);
    await store('2026-01-05', {
      Gateway: open,
      Panel: planned('2026-03-01'),
      Pump: {},
      Valve: fixed,
      Gone: open,
    });
    await store('2026-04-01', {
      Gateway: { ...fixed, availableSince: '2025-12-01' },
      Panel: open,
      Pump: fixed,
      Valve: fixed,
    });
    const watch = { vendor: 'Acme', advisory: 'a', releasedOn: '2026-01-01' };
    const watches = await history.watches('2026-04-01');
    expect(watches).toHaveLength(3);
    expect(watches).toEqual(
      expect.arrayContaining([
        {
          ...watch,
          openOn: '2026-01-05',
          fixedOn: '2026-01-05',
          fixKnownOn: '2026-04-01',
        },
        { ...watch, openOn: '2026-01-05' },
        { ...watch, openOn: '2026-01-05', goneOn: '2026-04-01' },
      ]),
    );
    expect(await history.watches('2026-03-31')).toEqual(
      Array(3).fill({ ...watch, openOn: '2026-01-05' }),
    );
  });

  it('reads what was stored before it was kept, words too', async () => {
    const { advisories, database, history, store } = await start(id);
    const notYet = { isFollowed: false };
    await store(
      '2026-01-01',
      {
        // Its day came without a revision since, and it was taken to be there.
        Gateway: { ...fixed, availableSince: '2026-02-01' },
        Panel: {
          ...open,
          remediationDetails: 'A fix is planned for March 2026.',
        },
        Pump: {
          remediationState: 'no_fix_planned',
          remediationDetails: 'A successor is planned for March 2026.',
        },
      },
      notYet,
    );
    await store('2026-01-01', { Gateway: open }, { ...notYet, advisory: 'b' });
    await history.followStored('csaf-x', {
      signal: new AbortController().signal,
    });
    expect(await history.promises('2026-06-01')).toMatchObject([
      { announcedFor: '2026-02-01', seenUntil: '2026-01-01' },
      { announcedFor: '2026-03-31', seenUntil: '2026-01-01' },
    ]);
    expect(await database('advisories').whereNull('followed_since')).toEqual(
      [],
    );
    // Stored again as it came, a document brings nothing new.
    expect(await advisories.listHashes('csaf-x')).toHaveLength(2);
  });

  it('takes words back eight weeks after their day, and a fix by date at once', async () => {
    const { database, store } = await start(id);
    await store('2026-01-01', {
      Dated: planned('2026-03-01'),
      Worded: { ...planned('2026-03-01'), unplannedState: 'none_available' },
      WordedFix: { ...planned('2026-03-01'), unplannedState: 'available' },
    });
    const on = async (today: string) => {
      await database.transaction(transaction =>
        releasePlannedFixes(transaction, {
          feedId: 'csaf-x',
          today,
          at: `${today}T00:00:00.000Z`,
        }),
      );
      const rows = await database('advisory_products')
        .orderBy('product')
        .select('remediation_state', 'planned_for', 'available_since');
      return rows.map(row => [
        row.remediation_state,
        row.planned_for,
        row.available_since,
      ]);
    };
    const waiting = ['announced', '2026-03-01', null];
    expect(await on('2026-02-28')).toEqual([waiting, waiting, waiting]);
    expect(await on('2026-04-25')).toEqual([
      ['available', null, '2026-03-01'],
      waiting,
      ['available', null, null],
    ]);
    expect(await on('2026-04-26')).toEqual([
      ['available', null, '2026-03-01'],
      ['none_available', null, null],
      ['available', null, null],
    ]);
  });
});
