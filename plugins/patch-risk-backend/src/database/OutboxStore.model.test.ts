import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { OutboxLeases, type OutboxItem } from './OutboxLeases';
import { OutboxStore } from './OutboxStore';
import { OutboxWriter } from './OutboxWriter';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const LEASE = 10;

const instant = (time: number) => new Date(time).toISOString();

type State = 'pending' | 'leased' | 'intent' | 'delivered' | 'dead';

/** What a row ought to be: the same rules in a few lines, without SQL. */
interface ModelRow {
  aggregate: string;
  state: State;
  dueAt: number;
  leaseUntil: number;
  intent: boolean;
  fence: number;
}

type Step =
  | { do: 'enqueue'; aggregate: number }
  | { do: 'claim'; limit: number }
  | { do: 'intend'; lease: number }
  | { do: 'deliver'; lease: number }
  | { do: 'bury'; lease: number }
  | { do: 'retry'; lease: number; delay: number; keepIntent: boolean }
  | { do: 'replay'; row: number }
  | { do: 'wait'; time: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      aggregate: fc.nat(2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'intend' as const,
        'deliver' as const,
        'bury' as const,
      ),
      lease: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('retry' as const),
      lease: fc.nat(5),
      delay: fc.nat(8),
      keepIntent: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('replay' as const),
      row: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      time: fc.integer({ min: 1, max: 12 }),
    }),
  },
);

const isUndelivered = ({ state }: ModelRow) =>
  state === 'pending' || state === 'leased' || state === 'intent';

async function enqueue(
  knex: Knex,
  row: { aggregate: string; dedupeKey: string; at: string },
) {
  await knex.transaction(transaction =>
    OutboxWriter.create().insertOnce(transaction, [
      {
        sink: 's',
        kind: 'event',
        aggregate: row.aggregate,
        dedupeKey: row.dedupeKey,
        payload: '{}',
        createdAt: row.at,
        dueAt: row.at,
      },
    ]),
  );
}

async function follow(knex: Knex, plan: Step[]) {
  await knex('outbox').delete();
  const store = OutboxLeases.create({ database: knex });
  const readable = OutboxStore.create({ database: knex });
  const model = new Map<string, ModelRow>();
  const leases: OutboxItem[] = [];
  let now = 1_000;
  let sequence = 0;
  for (const step of plan) {
    if (step.do === 'wait') {
      now += step.time;
    } else if (step.do === 'enqueue') {
      sequence += 1;
      const aggregate = `device-${step.aggregate}`;
      await enqueue(knex, {
        aggregate,
        dedupeKey: String(sequence),
        at: instant(now),
      });
      const [{ id }] = await knex('outbox').max({ id: 'id' });
      model.set(String(id), {
        aggregate,
        state: 'pending',
        dueAt: now,
        leaseUntil: 0,
        intent: false,
        fence: 0,
      });
    } else if (step.do === 'claim') {
      const expected: string[] = [];
      const seen = new Set<string>();
      for (const [id, row] of model) {
        if (isUndelivered(row)) {
          const isHead = !seen.has(row.aggregate);
          seen.add(row.aggregate);
          if (
            isHead &&
            row.dueAt <= now &&
            row.leaseUntil <= now &&
            expected.length < step.limit
          ) {
            expected.push(id);
          }
        }
      }
      const claimed = await store.claim({
        sink: 's',
        worker: 'w',
        now: instant(now),
        leaseUntil: instant(now + LEASE),
        limit: step.limit,
      });
      expect(claimed.map(({ id }) => id)).toEqual(expected);
      for (const item of claimed) {
        const row = model.get(item.id)!;
        row.state = row.intent ? 'intent' : 'leased';
        row.leaseUntil = now + LEASE;
        row.fence += 1;
        expect(item.fence).toBe(row.fence);
        expect(item.intentAt !== undefined).toBe(row.intent);
        leases.push(item);
      }
    } else if (step.do === 'replay') {
      const [id, row] = [...model][step.row] ?? [];
      if (id !== undefined && row.state === 'dead') {
        await readable.replay(id);
        row.state = 'pending';
        row.dueAt = 0;
      }
    } else {
      const lease = leases[leases.length - 1 - step.lease];
      const row = lease && model.get(lease.id);
      if (lease && row) {
        const holds =
          lease.fence === row.fence &&
          (row.state === 'leased' || row.state === 'intent');
        let done: boolean | undefined;
        if (step.do === 'intend') {
          done = await store.intend(lease, {
            intentAt: instant(now),
            leaseUntil: instant(now + LEASE),
            lookUpAt: instant(now + 5),
          });
          if (holds) {
            Object.assign(row, {
              state: 'intent',
              intent: true,
              leaseUntil: now + LEASE,
              dueAt: now + 5,
            });
          }
        } else if (step.do === 'deliver') {
          done = await store.deliver(knex, lease, { at: instant(now) });
          if (holds) {
            Object.assign(row, {
              state: 'delivered',
              intent: false,
              leaseUntil: 0,
            });
          }
        } else if (step.do === 'bury') {
          done = await store.bury(lease, { reason: 'r', keepIntent: true });
          if (holds) {
            Object.assign(row, { state: 'dead', leaseUntil: 0 });
          }
        } else if (step.do === 'retry') {
          done = await store.retry(lease, {
            nextAttemptAt: instant(now + step.delay),
            reason: 'r',
            keepIntent: step.keepIntent,
          });
          if (holds) {
            Object.assign(row, { dueAt: now + step.delay, leaseUntil: 0 });
            if (!step.keepIntent) {
              Object.assign(row, { state: 'pending', intent: false });
            }
          }
        }
        // Whoever lost the lease is told so and changes nothing.
        expect(done).toBe(holds);
      }
    }
    const rows = await knex('outbox').orderBy('id');
    expect(
      rows.map(row => [
        String(row.id),
        row.state,
        Number(row.fence),
        row.intent_at !== null,
      ]),
    ).toEqual(
      [...model].map(([id, row]) => [id, row.state, row.fence, row.intent]),
    );
  }
}

it.each(databases.eachSupportedId())(
  'follows the model on %s, whatever the order of steps',
  async id => {
    const knex = await databases.init(id);
    await knex.migrate.latest({
      directory: resolve(__dirname, '../../migrations'),
    });
    const check = fc.check(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), plan =>
        follow(knex, plan),
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 25, seed: 20261121 },
    );
    const { failed, errorInstance } = await check;
    expect(errorInstance).toBeNull();
    expect(failed).toBe(false);
  },
);
