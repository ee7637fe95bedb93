import { TestDatabases } from '@backstage/backend-test-utils';
import { DeliveryWorld } from './__testUtils__/DeliveryWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('DeliveryWorker on %s', id => {
  let world: DeliveryWorld;

  beforeEach(async () => {
    world = await DeliveryWorld.create(await databases.init(id));
  });
  afterEach(async () => {
    await world.close();
  });

  it('makes one ticket of a task and one call of ten changes', async () => {
    await world.openTask('a');
    await world.drain();
    for (let change = 1; change <= 10; change += 1) {
      await world.changeTask('a', { title: `Change ${change}` });
    }
    await world.drain();
    expect(world.server.tickets).toHaveLength(1);
    expect(world.server.count('update')).toBe(1);
    expect(world.server.tickets[0].content).toMatchObject({
      key: 'patch-risk-a',
      task: { title: 'Change 10' },
      url: 'http://localhost:3000/patch-risk?task=a',
    });
    const { items } = await world.tasks.list({ limit: 10 });
    expect(items[0].ticket).toMatchObject({ key: 'T-1', status: 'Offen' });
    const facts = (await world.outcomes.list({ limit: 10 })).items;
    expect(facts.map(fact => fact.type)).toEqual([
      'ticket-created',
      'ticket-changed',
    ]);
  });

  it('sends again what changed while it was being sent', async () => {
    await world.openTask('a');
    let changing: Promise<void> | undefined;
    world.server.misbehave = () => {
      changing ??= world.changeTask('a', { title: 'Later' });
      return undefined;
    };
    await world.drain();
    await changing;
    await world.drain();
    expect(world.server.tickets).toMatchObject([
      { content: { task: { title: 'Later' } } },
    ]);
  });

  it('closes a ticket with its task and opens it again', async () => {
    await world.openTask('a');
    await world.drain();
    await world.changeTask('a', { status: 'closed', closedAt: '2026-11-22' });
    await world.drain();
    expect(world.server.tickets[0].category).toBe('done');
    await world.changeTask('a', { status: 'open', closedAt: undefined });
    await world.drain();
    expect(world.server.tickets).toMatchObject([{ category: 'new' }]);
  });

  it('makes no ticket of a task that ended before', async () => {
    await world.openTask('a');
    await world.changeTask('a', { status: 'closed', closedAt: '2026-11-22' });
    await world.drain();
    expect(world.server.calls).toEqual([]);
    expect(await world.states()).toEqual(['delivered']);
  });

  it('takes over that a person closed a ticket, and leaves it closed', async () => {
    await world.openTask('a');
    const worker = world.worker();
    await world.drain(worker);
    world.server.tickets[0].category = 'done';
    await worker.readBack({ signal: AbortSignal.timeout(10_000) });
    await worker.readBack({ signal: AbortSignal.timeout(10_000) });
    const task = (await world.tasks.list({ limit: 1 })).items[0];
    expect(task).toMatchObject({
      status: 'awaiting_verification',
      ticket: { status: 'Erledigt', statusCategory: 'done' },
    });
    const facts = (await world.outcomes.list({ limit: 10 })).items;
    expect(facts.map(fact => fact.type)).toEqual([
      'ticket-created',
      'ticket-changed',
      'ticket-closed-by-person',
    ]);
    await world.changeTask('a', { title: 'New text' });
    await world.drain(worker);
    expect(world.server.tickets[0].category).toBe('done');
    expect(world.server.count('reopen')).toBe(0);

    world.server.tickets[0].category = 'new';
    await worker.readBack({ signal: AbortSignal.timeout(10_000) });
    await world.drain(worker);
    expect((await world.tasks.get('a'))?.status).toBe('open');
    expect(world.server.tickets[0].content.task.title).toBe('New text');
  });

  it('adopts a ticket whose answer was lost, after the search lag', async () => {
    world.server.searchLagMs = 400;
    let lost = 0;
    world.server.misbehave = operation => {
      lost += operation === 'create' ? 1 : 0;
      return operation === 'create' ? 'lose-answer' : undefined;
    };
    await world.openTask('a');
    await world.drain(world.worker({ searchLagMs: 400 }));
    expect(lost).toBe(1);
    expect(world.server.tickets).toHaveLength(1);
    const { items } = await world.outcomes.list({ limit: 10 });
    expect(items[0]).toMatchObject({
      type: 'ticket-created',
      payload: { adopted: true },
    });
  });

  it('makes a second ticket when a sink understates its search lag', async () => {
    // What the wait is for: without it the same fault doubles the ticket.
    world.server.searchLagMs = 60_000;
    let lost = 0;
    world.server.misbehave = operation => {
      lost += operation === 'create' ? 1 : 0;
      return operation === 'create' && lost === 1 ? 'lose-answer' : undefined;
    };
    await world.openTask('a');
    await world.drain(world.worker({ searchLagMs: 0 }));
    expect(world.server.tickets).toHaveLength(2);
  });

  it('leaves the sink alone for all of Retry-After', async () => {
    for (const task of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await world.openTask(task);
    }
    let throttledAt = 0;
    world.server.retryAfterMs = 700;
    world.server.misbehave = () => {
      throttledAt ||= Date.now();
      return Date.now() < throttledAt + 50 ? 'throttle' : undefined;
    };
    await world.drain(world.worker({ delivery: { concurrency: 2 } }));
    const early = world.server.calls.filter(
      call => call.at > throttledAt + 50 && call.at < throttledAt + 700,
    );
    expect(early).toEqual([]);
    expect(world.server.tickets).toHaveLength(7);
  });

  it('buries what is rejected, lets the rest go on, and replays', async () => {
    world.server.misbehave = operation =>
      operation === 'create' ? 'reject' : undefined;
    await world.openTask('a');
    await world.enqueueEvent('x', 'e1');
    await world.drain();
    expect(await world.states()).toEqual(['delivered', 'dead']);
    world.server.misbehave = () => undefined;
    const { items } = await world.items.list({ state: 'dead', limit: 10 });
    expect(items[0]).toMatchObject({
      attempts: 1,
      lastError: 'The tracker refused it',
    });
    await world.items.replay(items[0].id);
    await world.drain();
    expect(world.server.tickets).toHaveLength(1);
    await expect(world.items.replay(items[0].id)).rejects.toThrow(
      'only a dead one can be replayed',
    );
    await expect(world.items.replay('999')).rejects.toThrow('no delivery item');
  });

  it('gives up after the configured number of attempts', async () => {
    world.server.misbehave = () => 'lose-answer';
    await world.openTask('a');
    await world.drain(world.worker({ delivery: { maximumAttempts: 3 } }));
    const { items } = await world.items.list({ limit: 1 });
    expect(items[0]).toMatchObject({ state: 'dead', attempts: 3 });
    // The intent is kept: the ticket that may exist is found, not made again.
    world.server.misbehave = () => undefined;
    await world.items.replay(items[0].id);
    await world.drain();
    expect(world.server.tickets).toHaveLength(1);
  });

  it('keeps the order of one device while others overtake', async () => {
    for (let index = 0; index < 30; index += 1) {
      await world.enqueueEvent(`device-${index % 3}`, `e${index}`);
    }
    let calls = 0;
    world.server.misbehave = () => {
      calls += 1;
      return calls % 3 === 0 ? 'throttle' : undefined;
    };
    world.server.retryAfterMs = 30;
    const one = world.worker();
    const other = world.worker();
    await Promise.all([world.drain(one), world.drain(other)]);
    for (const device of [0, 1, 2]) {
      expect(
        world.server.events
          .filter(event => event.device.title === `device-${device}`)
          .map(event => event.id),
      ).toEqual(
        Array.from({ length: 10 }, (_, index) => `e${index * 3 + device}`),
      );
    }
  });

  it('stops within two seconds while a call hangs, and loses nothing', async () => {
    world.server.misbehave = operation =>
      operation === 'create' ? 'hang' : undefined;
    await world.openTask('a');
    const worker = world.worker();
    worker.start();
    while (world.server.count('create') === 0) {
      await new Promise(done => setTimeout(done, 10));
    }
    const start = Date.now();
    await worker.stop();
    expect(Date.now() - start).toBeLessThan(2_000);
    world.server.misbehave = () => undefined;
    await world.drain();
    expect(world.server.tickets).toHaveLength(1);
  });

  it('asks for tickets of tasks that arose before the sink, and cleans up', async () => {
    await world.openTask('a');
    await world.knex('outbox').delete();
    await world.enqueueEvent('x', 'e1');
    const worker = world.worker({
      delivery: {
        readBackInterval: { milliseconds: 50 },
        retention: { milliseconds: 1 },
      },
    });
    worker.start();
    const deadline = Date.now() + 20_000;
    const kinds = async () =>
      (await world.knex('outbox').select('kind', 'state')).map(
        row => `${row.kind} ${row.state}`,
      );
    while (
      Date.now() < deadline &&
      JSON.stringify(await kinds()) !== '["ticket delivered"]'
    ) {
      await new Promise(done => setTimeout(done, 50));
    }
    // The event's row went, the ticket's row stays with its open task.
    expect(await kinds()).toEqual(['ticket delivered']);
    expect(world.server.tickets).toHaveLength(1);
    expect(world.server.events).toHaveLength(1);
  });
});
