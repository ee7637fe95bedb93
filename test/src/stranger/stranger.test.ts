import type {
  Anomaly,
  DeviceSummary,
  Finding,
  ListDevices200Response,
  OutcomeEvent,
  RollUp,
  Status,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ApiClient } from '../harness/ApiClient';
import { countFacets } from './countFacets';
import { Everything } from './Everything';
import { found } from './found';
import { readRoutes } from './readRoutes';
import { requestsOf } from './requestsOf';
import { HIDDEN_TWIN, StrangerWorld } from './StrangerWorld';
import { told } from './told';
import { users } from './users';

jest.setTimeout(240_000);

const routes = readRoutes();

let world: StrangerWorld;
let everything: ApiClient;
let all: Everything;
let itemId: string;

const pathOf = (entityRef: string) => entityRef.replace(':', '/');

beforeAll(async () => {
  world = await StrangerWorld.start();
  everything = await world.as(users.everything);
  all = await Everything.read(everything);
  const [item] = await everything.list<{ id: string }>('/delivery');
  itemId = item.id;
});

afterAll(async () => {
  await world?.stop();
});

describe('one who may see everything', () => {
  it('is answered on every route, with all that the others are denied', async () => {
    let text = '';
    for (const route of routes) {
      for (const request of requestsOf(route, {
        device: all.devices[0],
        itemId,
      })) {
        const answer = await everything.call(
          request.method,
          request.path,
          request,
        );
        expect([401, 403, 500]).not.toContain(answer.status);
        text += answer.text;
      }
    }
    const lists = JSON.stringify(all);
    const secrets = all.secretsBeyond(new Set());
    expect(found(lists, secrets)).toEqual(secrets);
    expect(found(text, secrets).length).toBeGreaterThan(100);
    for (const kind of [
      'findings',
      'tasks',
      'anomalies',
      'outcomes',
    ] as const) {
      expect(all[kind].length).toBeGreaterThan(0);
    }
  });
});

describe('a stranger', () => {
  it.each(routes)('sees nothing: $method $path', async route => {
    const secrets = all.secretsBeyond(new Set());
    const callers: [ApiClient, number][] = [
      [world.backend.anybody(), 401],
      [await world.as(users.stranger), 403],
      [await world.backend.api(), 403],
    ];
    for (const device of all.devices.slice(0, 2)) {
      for (const request of requestsOf(route, { device, itemId })) {
        for (const [caller, status] of callers) {
          const answer = await caller.call(
            request.method,
            request.path,
            request,
          );
          expect({ request, status: answer.status }).toEqual({
            request,
            status,
          });
          expect(found(told(answer.text), secrets)).toEqual([]);
        }
      }
    }
  });

  it('cannot tell a device that exists from one that does not', async () => {
    const stranger = await world.as(users.stranger);
    const real = await stranger.call(
      'GET',
      `/devices/${pathOf(all.devices[0].entityRef)}`,
    );
    const none = await stranger.call('GET', '/devices/resource/default/none');
    expect(told(real.text)).toBe(told(none.text));
  });
});

describe('an operator without devices', () => {
  it('sees feeds and sinks, and no list of devices', async () => {
    const operator = await world.as(users.operator);
    const secrets = all.secretsBeyond(new Set());
    for (const route of routes) {
      const isOperation =
        route.method === 'GET' &&
        /^\/(feeds|delivery|models|discovery|advisories)/.test(route.path);
      for (const request of requestsOf(route, {
        device: all.devices[0],
        itemId,
      })) {
        const answer = await operator.call(
          request.method,
          request.path,
          request,
        );
        // Nothing was discovered or written here, so there is nothing by that id.
        const isThere = !/\{(?:key|name|importId|advisoryId)\}/.test(
          route.path,
        );
        const granted = isThere ? 200 : 404;
        expect({ request, status: answer.status }).toEqual({
          request,
          status: isOperation ? granted : 403,
        });
        // Items of the outbox name what they are about: docs/permissions.md says so.
        // What is not there is named as the caller wrote it.
        const mayName =
          route.path.startsWith('/delivery') || answer.status === 404;
        expect(found(told(answer.text), mayName ? [] : secrets)).toEqual([]);
      }
    }
  });
});

describe.each([
  {
    rule: 'IS_OWNER',
    user: users.owner,
    isOwn: (one: DeviceSummary) =>
      one.ownerRef === 'group:default/water-automation',
  },
  {
    rule: 'IN_SITE',
    user: users.site,
    isOwn: (one: DeviceSummary) =>
      one.siteRef === 'resource:default/site-munich',
  },
  {
    rule: 'IN_ZONE',
    user: users.zone,
    isOwn: (one: DeviceSummary) => one.zone === 'Telecontrol',
  },
])('one who may see devices by $rule', ({ user, isOwn }) => {
  let api: ApiClient;
  let own: DeviceSummary[];
  let foreign: DeviceSummary[];
  let refs: Set<string>;
  let secrets: string[];

  beforeAll(async () => {
    api = await world.as(user);
    own = all.devices.filter(isOwn);
    foreign = all.devices.filter(device => !isOwn(device));
    refs = new Set(own.map(({ entityRef }) => entityRef));
    secrets = all.secretsBeyond(refs);
  });

  it('finds exactly these in the list, in counts and in every facet', async () => {
    expect(own.length).toBeGreaterThan(1);
    expect(foreign.length).toBeGreaterThan(1);
    const page = await api.get<ListDevices200Response>('/devices?limit=500');
    expect(new Set(page.items.map(({ entityRef }) => entityRef))).toEqual(refs);
    expect(page.pageInfo.totalItems).toBe(own.length);
    for (const [facet, counts] of countFacets(own)) {
      const shown = page.facets[facet];
      expect(new Map(shown.map(({ value, count }) => [value, count]))).toEqual(
        counts,
      );
    }
    const status = await api.get<Status>('/status');
    expect(status).toMatchObject({
      deviceCount: own.length,
      assessedCount: own.filter(({ state }) => state === 'assessed').length,
      feeds: [],
      sinks: [],
    });
  });

  it('finds exactly what belongs to these in every other list', async () => {
    const findings = await api.list<Finding>('/findings?includeClosed=true');
    const ofOwn = ({ deviceRef }: { deviceRef?: string }) =>
      refs.has(deviceRef ?? '');
    expect(findings.map(({ id }) => id).sort()).toEqual(
      all.findings
        .filter(ofOwn)
        .map(({ id }) => id)
        .sort(),
    );
    const anomalies = await api.list<Anomaly>('/anomalies');
    expect(anomalies.length).toBeGreaterThan(0);
    expect(anomalies).toHaveLength(all.anomalies.filter(ofOwn).length);
    const last = Math.max(...all.outcomes.map(({ sequence }) => sequence));
    const outcomes = (await api.list<OutcomeEvent>('/outcomes')).filter(
      // Others may have come since all were read.
      ({ sequence }) => sequence <= last,
    );
    expect(outcomes.map(({ sequence }) => sequence)).toEqual(
      all.outcomes.filter(ofOwn).map(({ sequence }) => sequence),
    );
    const tasks = await api.list<Task>('/tasks');
    const ownTasks = all.tasks.filter(({ deviceRefs }) =>
      deviceRefs.some(ref => refs.has(ref)),
    );
    expect(
      new Map(tasks.map(({ id, deviceRefs }) => [id, deviceRefs])),
    ).toEqual(
      new Map(
        ownTasks.map(({ id, deviceRefs }) => [
          id,
          deviceRefs.filter(ref => refs.has(ref)),
        ]),
      ),
    );
    const text = JSON.stringify({ findings, anomalies, outcomes, tasks });
    expect(found(text, secrets)).toEqual([]);
  });

  it('reads of the others in no answer, whatever is asked', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      for (const device of all.devices) {
        for (const request of requestsOf(route, { device, itemId })) {
          const answer = await api.call('GET', request.path);
          // A question for components that asks for nothing is refused.
          expect([200, 400, 403, 404]).toContain(answer.status);
          // A roll-up, and an error, repeat the name that the caller wrote.
          const text =
            answer.status === 404 || route.path.startsWith('/rollups')
              ? told(answer.text).replaceAll(device.entityRef, '')
              : told(answer.text);
          expect({
            request,
            found: found(text, secrets),
          }).toEqual({ request, found: [] });
        }
      }
    }
  });

  it('is told of each other device that there is none, whatever it knows of it', async () => {
    for (const { entityRef } of foreign) {
      for (const part of ['', '/assessment', '/history']) {
        const path = `/devices/${pathOf(entityRef)}${part}`;
        const etag = (await everything.call('GET', path)).headers.get('etag');
        const answer = await api.call('GET', path, {
          headers: etag ? { 'if-none-match': etag } : {},
        });
        const none = await api.call(
          'GET',
          `/devices/resource/default/no-such-device${part}`,
        );
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
        expect(told(answer.text).replaceAll(entityRef, '')).toBe(
          told(none.text).replaceAll('resource:default/no-such-device', ''),
        );
      }
    }
  });

  it('sums up only these in every roll-up', async () => {
    const targets = new Set(
      all.devices.flatMap(({ systemRef, ownerRef, siteRef }) =>
        [systemRef, ownerRef, siteRef].filter(ref => ref !== undefined),
      ),
    );
    for (const target of targets) {
      const rollUp = await api.get<RollUp>(`/rollups/${pathOf(target)}`);
      const below = own.filter(one =>
        [one.systemRef, one.ownerRef, one.siteRef].includes(target),
      );
      const assessed = below.filter(({ state }) => state === 'assessed');
      expect(rollUp).toMatchObject({
        deviceCount: below.length,
        assessedCount: assessed.length,
        notAssessedCount: below.length - assessed.length,
      });
      expect(Object.values(rollUp.bands).reduce((a, b) => a + b)).toBe(
        assessed.length,
      );
      expect([...refs]).toEqual(
        expect.arrayContaining(rollUp.top.map(({ entityRef }) => entityRef)),
      );
    }
  });
});

describe('a task that devices of two zones share', () => {
  it('shows each person the devices of their own', async () => {
    const twin = `resource:default/${HIDDEN_TWIN}`;
    const shared = all.tasks.find(
      ({ deviceRefs }) => deviceRefs.includes(twin) && deviceRefs.length > 1,
    );
    expect(shared).toBeDefined();
    const tasks = await (await world.as(users.zone)).list<Task>('/tasks');
    const seen = tasks.find(({ id }) => id === shared?.id);
    expect(seen?.deviceRefs).toEqual(
      shared?.deviceRefs.filter(ref => ref !== twin),
    );
    expect(seen).not.toHaveProperty('loss');
    expect(shared).toHaveProperty('loss');
  });
});
