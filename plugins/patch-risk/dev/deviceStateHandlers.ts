import { http, HttpResponse } from 'msw';

const DEVICE = ':kind/:namespace/:name';

const snapshot = (id: string, day: string, isBaseline: boolean) => ({
  id,
  takenAt: `2026-11-${day}T22:10:00.000Z`,
  lastSeenAt: '2026-11-20T22:10:00.000Z',
  source: 'http',
  sender: 'external:configuration',
  format: 'text',
  lineCount: 214,
  maskedCount: 6,
  isBaseline,
});

const drift = {
  snapshotId: 'snapshot-2',
  added: 2,
  removed: 1,
  change: 'outside',
  evidence:
    'No change window and no planned task between 2026-11-18T22:10:00.000Z and 2026-11-19T22:10:00.000Z',
  since: '2026-11-19T22:10:00.000Z',
};

const baseline = {
  snapshotId: 'snapshot-1',
  approvedBy: 'user:default/ann',
  approvedAt: '2026-11-02T09:00:00.000Z',
  reason: 'As commissioned',
};

const hunk = {
  fromLine: 40,
  toLine: 40,
  lines: [
    { kind: 'same', text: 'interface eth0' },
    { kind: 'removed', text: ' ip route 10.0.0.0/8 10.2.3.1' },
    { kind: 'added', text: ' ip route 0.0.0.0/0 10.2.3.254' },
    { kind: 'added', text: ' <img src=x onerror=alert(1)>\u001b[2J' },
    { kind: 'same', text: ' password ‹masked 1a2b3c4d5e6f›' },
  ],
};

const flow = {
  direction: 'inbound',
  ownZone: 'Line 3 control',
  peerZone: 'internet',
  protocol: 'tcp',
  port: 443,
  service: 'ssl',
  state: 'answered',
  flows: 1204,
  bytesReceived: 80_000,
  bytesSent: 9_000_000,
  peers: 38,
  examplePeer: '198.51.100.7',
  firstSeenAt: '2026-11-12T07:00:00.000Z',
  lastSeenAt: '2026-11-20T06:30:00.000Z',
};

/** Reach and configuration of the organisation; only the camera at the gate was seen by a sensor and sends its own. */
export function deviceStateHandlers(baseUrl: string) {
  let isApproved = false;
  const configuration = (name: unknown) => ({
    deviceRef: `resource:default/${name}`,
    canApprove: true,
    snapshots:
      name === 'gate-camera-02'
        ? [
            snapshot('snapshot-2', '19', isApproved),
            snapshot('snapshot-1', '02', !isApproved),
          ]
        : [],
    ...(name === 'gate-camera-02' && {
      baseline: isApproved
        ? { ...baseline, snapshotId: 'snapshot-2', reason: 'New route' }
        : baseline,
      drift: isApproved ? undefined : drift,
    }),
  });
  return [
    http.get(`${baseUrl}/devices/${DEVICE}/reach`, ({ params }) =>
      HttpResponse.json({
        deviceRef: `resource:default/${params.name}`,
        evidence: [],
        flows: [],
        paths: [],
        reachableFindings: [],
        ...(params.name === 'gate-camera-02' && {
          zone: 'Line 3 control',
          declaredExposure: 'isolated',
          derivedExposure: 'dmz',
          evidence: [
            {
              kind: 'flow',
              exposure: 'dmz',
              zone: 'internet',
              text: 'the device answered internet at ssl (tcp/443)',
              seenOn: '2026-11-20',
            },
          ],
          flows: [flow, { ...flow, state: 'unanswered', port: undefined }],
          paths: [
            {
              zone: 'internet',
              kind: 'internet',
              protocol: 'tcp',
              ports: '443',
              rules: ['plant edge: 12'],
              isCertain: false,
            },
          ],
          evaluatedAt: '2026-11-20T06:45:00.000Z',
        }),
      }),
    ),
    http.get(`${baseUrl}/devices/${DEVICE}/configuration`, ({ params }) =>
      HttpResponse.json(configuration(params.name)),
    ),
    http.get(`${baseUrl}/devices/${DEVICE}/configuration/difference`, () =>
      HttpResponse.json({
        from: 'snapshot-1',
        to: 'snapshot-2',
        added: 2,
        removed: 1,
        isCoarse: false,
        isCut: false,
        hunks: [hunk],
      }),
    ),
    http.post(
      `${baseUrl}/devices/${DEVICE}/configuration/baseline`,
      ({ params }) => {
        isApproved = true;
        return HttpResponse.json(configuration(params.name));
      },
    ),
    http.post(
      `${baseUrl}/devices/${DEVICE}/configuration/baseline/undo`,
      ({ params }) => {
        isApproved = false;
        return HttpResponse.json(configuration(params.name));
      },
    ),
  ];
}
