import type { TicketContent } from '@patch-risk/backstage-plugin-patch-risk-node';

/** A task's content as planning gives it, with whatever a test wants different. */
export function createTicketContent(
  overrides: Partial<Omit<TicketContent, 'task'>> & {
    task?: Partial<TicketContent['task']>;
  } = {},
): TicketContent {
  const { task, ...others } = overrides;
  return {
    key: 'patch-risk-0123abcd',
    priority: 'critical',
    dueDate: '2026-12-04',
    reasons: [
      'CVE-2024-1234 is exploited in the wild since 2026-11-02.',
      'The gateway is reachable from the internet.',
    ],
    url: 'https://backstage.example.com/patch-risk?task=0123abcd',
    devices: [
      {
        entityRef: 'resource:default/gateway-1',
        title: 'Gateway 1',
        vendor: 'Moxa',
        model: 'EDR-810',
        firmwareVersion: '5.3',
        index: 81.4,
        url: 'https://backstage.example.com/catalog/default/resource/gateway-1',
      },
      {
        entityRef: 'resource:default/gateway-2',
        title: 'Gateway 2',
        url: 'https://backstage.example.com/catalog/default/resource/gateway-2',
      },
    ],
    task: {
      id: '0123abcd',
      kind: 'patch',
      title: 'Update Moxa EDR-810 to 5.12.29',
      status: 'open',
      fix: 'Moxa EDR-810 5.12.29',
      deviceRefs: ['resource:default/gateway-1', 'resource:default/gateway-2'],
      cves: ['CVE-2024-1234', 'CVE-2024-5678'],
      decision: 'act',
      dueDate: '2026-12-04',
      dueReason: { rule: 'kev', text: 'CISA asks for it by then.' },
      priority: 'critical',
      onTimeProbability: 0.82,
      fixForecast: {
        basis: 'model',
        medianDays: 12,
        lower80Days: 4,
        upper80Days: 40,
      },
      createdAt: '2026-11-21T00:00:00.000Z',
      updatedAt: '2026-11-21T00:00:00.000Z',
      ...task,
    },
    ...others,
  };
}
