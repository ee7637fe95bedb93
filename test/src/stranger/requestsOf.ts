import type { DeviceSummary } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Route } from './readRoutes';

/** A call to make. */
export interface WalkedRequest {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

/** What a caller could guess and put into a filter. */
function guesses(device: DeviceSummary): Record<string, string> {
  return {
    device: device.entityRef,
    text: device.title,
    owner: device.ownerRef ?? '',
    site: device.siteRef ?? '',
    zone: device.zone ?? '',
    vendor: device.vendor ?? '',
    relatedTo: device.systemRef ?? '',
    cve: 'CVE-2023-20198',
    sink: 'elasticsearch',
    query: 'libssh',
    purl: 'pkg:generic/libssh',
    hash: 'ab'.repeat(32),
  };
}

function fill(route: Route, values: Record<string, string>): string {
  return route.pathParameters.reduce(
    (path, name) =>
      path.replace(`{${name}}`, encodeURIComponent(values[name] ?? '1')),
    route.path,
  );
}

/**
 * Calls of one operation: about a device, plainly and with each filter that such a caller could guess.
 *
 * @param options - `itemId` is that of an item of the outbox
 */
export function requestsOf(
  route: Route,
  options: { device: DeviceSummary; itemId?: string },
): WalkedRequest[] {
  const { device } = options;
  const [kind, namespace, name] = device.entityRef.split(/[:/]/);
  const path = fill(route, {
    kind,
    namespace,
    name,
    feedId: 'kev',
    itemId: options.itemId ?? '1',
  });
  const { method } = route;
  if (path === '/models/rollback') {
    return [
      {
        method,
        path,
        body: JSON.stringify({ reason: 'A stranger wants it so' }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (path.startsWith('/advisories/own') && ['POST', 'PUT'].includes(method)) {
    return [
      {
        method,
        path,
        body: JSON.stringify({
          title: 'A stranger wants to know',
          products: [{ vendor: device.vendor ?? 'any', model: 'any' }],
        }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (path === '/components/documents') {
    return [
      {
        method,
        path: `${path}?name=stranger`,
        body: JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5' }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (path === '/discovery/imports' && method === 'POST') {
    return [
      {
        method,
        path: `${path}?kind=csv`,
        body: 'serial,vendor\nSN-12345,Siemens\n',
        headers: { 'content-type': 'application/octet-stream' },
      },
    ];
  }
  if (path === '/discovery/mappings/preview') {
    return [
      {
        method,
        path: `${path}?kind=csv`,
        body: 'serial,vendor\nSN-12345,Siemens\n',
        headers: { 'content-type': 'application/octet-stream' },
      },
    ];
  }
  if (path.startsWith('/discovery/') && method !== 'GET') {
    return [
      {
        method,
        path,
        body: JSON.stringify(
          path === '/discovery/decisions'
            ? { kind: 'adopt', devices: ['device-00000000000000000000'] }
            : { kind: 'csv', mapping: { columns: { serial: 'serial' } } },
        ),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (path === '/signals') {
    return [
      {
        method,
        path,
        body: JSON.stringify({
          source: 'stranger',
          signals: [
            {
              id: '1',
              device: device.entityRef,
              kind: 'default-password',
              state: 'present',
            },
          ],
        }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (route.path.endsWith('/suppression')) {
    return [
      {
        method,
        path,
        body: JSON.stringify({
          reason: 'A stranger wants it so',
          expiresOn: '2025-09-01',
        }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (route.path.includes('/configuration/baseline')) {
    return [
      {
        method,
        path,
        body: JSON.stringify({
          snapshotId: '1',
          reason: 'A stranger wants it so',
        }),
        headers: { 'content-type': 'application/json' },
      },
    ];
  }
  if (route.path.startsWith('/configuration/')) {
    return [
      {
        method,
        path,
        body: 'hostname of-a-stranger',
        headers: { 'content-type': 'text/plain' },
      },
    ];
  }
  if (method !== 'GET') {
    return [
      {
        method,
        path,
        body: JSON.stringify({
          device: device.entityRef,
          metric: 'peers',
          at: '2025-08-25T12:00:00Z',
          value: 1,
        }),
        headers: { 'content-type': 'application/x-ndjson' },
      },
    ];
  }
  const filters = Object.entries(guesses(device)).filter(([filter]) =>
    route.queryParameters.includes(filter),
  );
  return [
    { method, path },
    ...filters.map(([filter, value]) => ({
      method,
      path: `${path}?${new URLSearchParams({ [filter]: value })}`,
    })),
  ];
}
