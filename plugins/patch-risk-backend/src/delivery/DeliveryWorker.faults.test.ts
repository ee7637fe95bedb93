import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import createDatabase, { type Knex } from 'knex';
import { DeliveryChildren } from './__testUtils__/DeliveryChildren';
import { DeliveryWorld } from './__testUtils__/DeliveryWorld';

const TASKS = 24;
const EVENTS = 60;
const DEVICES = 4;
const KILLS = 8;
const LAG_MS = 300;

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'delivery-faults-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

/** A database that several processes can open, with the settings to open it. */
async function openDatabase(
  engine: string,
): Promise<{ knex: Knex; settings: Knex.Config }> {
  if (engine === 'POSTGRES_15') {
    const knex = await databases.init('POSTGRES_15');
    const { connection: given } = knex.client.config;
    // Knex hides the password from a copy.
    const connection = { ...given, password: given.password };
    return {
      knex,
      settings: { client: 'pg', connection, pool: { min: 0, max: 3 } },
    };
  }
  const settings: Knex.Config = {
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'outbox.sqlite') },
    useNullAsDefault: true,
  };
  return { knex: createDatabase(settings), settings };
}

const engines = [
  'SQLite in a file',
  ...(databases.supports('POSTGRES_15') ? ['POSTGRES_15'] : []),
];

it.each(engines)(
  'kills between a commit and its answer double, lose and reorder nothing on %s',
  async engine => {
    const { knex, settings } = await openDatabase(engine);
    const world = await DeliveryWorld.create(knex);
    const { server } = world;
    server.searchLagMs = LAG_MS;
    for (let index = 0; index < TASKS; index += 1) {
      await world.openTask(`task-${index}`);
    }
    for (let index = 0; index < EVENTS; index += 1) {
      await world.enqueueEvent(`device-${index % DEVICES}`, `event-${index}`);
    }
    const children = DeliveryChildren.start(2, {
      database: settings,
      url: server.url,
      searchLagMs: LAG_MS,
      delivery: {
        pollInterval: { milliseconds: 50 },
        leaseDuration: { milliseconds: 1_500 },
        callTimeout: { milliseconds: 1_000 },
        backoff: {
          initial: { milliseconds: 50 },
          maximum: { milliseconds: 500 },
        },
      },
    });
    let creates = 0;
    let deliveries = 0;
    let killsAtCreate = 0;
    let killsAtDelivery = 0;
    server.misbehave = (operation, { pid }) => {
      // The request has taken effect when this is asked: its sender dies, or hears nothing, before it knows.
      if (operation === 'create') {
        creates += 1;
        if (creates % 3 === 0 && killsAtCreate < KILLS) {
          killsAtCreate += 1;
          children.kill(pid);
          return 'lose-answer';
        }
        return creates % 7 === 0 ? 'lose-answer' : undefined;
      }
      if (operation === 'deliver') {
        deliveries += 1;
        if (deliveries % 4 === 2 && killsAtDelivery < 3) {
          killsAtDelivery += 1;
          children.kill(pid);
          return 'lose-answer';
        }
      }
      return undefined;
    };
    try {
      const deadline = Date.now() + 200_000;
      let open = TASKS + EVENTS;
      while (open > 0 && Date.now() < deadline) {
        await new Promise(done => setTimeout(done, 200));
        const states = await world.states();
        open = states.filter(state => state !== 'delivered').length;
      }
      expect(open).toBe(0);
    } finally {
      await children.stop();
      await world.close();
    }
    expect(killsAtCreate).toBeGreaterThanOrEqual(KILLS - 1);
    expect(children.kills).toBeGreaterThanOrEqual(KILLS);

    const expected = Array.from(
      { length: TASKS },
      (_, index) => `patch-risk-task-${index}`,
    ).sort();
    expect(server.tickets.map(ticket => ticket.key).sort()).toEqual(expected);
    const rows = await knex('tickets').select('task_id', 'external_id');
    expect(rows).toHaveLength(TASKS);
    for (const row of rows) {
      expect(server.tickets.find(({ id }) => id === row.external_id)?.key).toBe(
        `patch-risk-${row.task_id}`,
      );
    }
    // An event may arrive again under its own id; by first arrival none is missing and the order of a device holds.
    const arrived = [...new Set(server.events.map(event => event.id))];
    expect(arrived).toHaveLength(EVENTS);
    for (let device = 0; device < DEVICES; device += 1) {
      const numbers = arrived
        .map(event => Number(event.slice('event-'.length)))
        .filter(number => number % DEVICES === device);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    if (engine !== 'POSTGRES_15') {
      await knex.destroy();
    }
  },
);
