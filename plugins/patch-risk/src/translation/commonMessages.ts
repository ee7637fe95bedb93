/** Words that several pages share. */
export const commonMessages = {
  band: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
    not_assessed: 'Not assessed',
  },
  exploited: {
    now: 'Exploited now',
    explanation:
      'Exploitation of this vulnerability in the wild is known (CISA KEV).',
  },
  decision: {
    act: 'Act now',
    'next-window': 'Next change window',
    schedule: 'Schedule',
    mitigate: 'Mitigate',
    accept: 'Accept the risk',
    monitor: 'Monitor',
  },
  remediation: {
    available: 'Fix available',
    announced: 'Fix announced',
    none_available: 'No fix yet',
    no_fix_planned: 'No fix planned',
    unknown: 'Fix unknown',
  },
  score: {
    label: 'Risk index',
    outOf: 'of 100',
    likely: 'Likely between {{low}} and {{high}}',
    intervalNote: '10th to 90th percentile of the model’s uncertainty',
    rangeName:
      'Risk index {{index}} of 100, likely between {{low}} and {{high}}',
    rangeNameWithoutInterval: 'Risk index {{index}} of 100',
    chance: 'Chance of being hit',
    chanceNote: 'within 52 weeks, before it is patched, weighted by impact',
    underPlan: 'Under the present plan',
    underPlanNote: 'risk index if the planned dates are kept',
  },
  notAssessed: {
    title: 'Not assessed',
    meaning: 'This is not a low risk: nothing is known yet.',
    whatToDo: 'What to do:',
    reason: {
      noProduct:
        'No advisory names a product that matches this device’s vendor and model.',
      noVersion:
        'Advisories name this product, but the device has no usable firmware version.',
      staleInventory: 'The inventory of this device is older than 30 days.',
      pending: 'The device has not been through an assessment yet.',
    },
    remedy: {
      noProduct:
        'check spec.device.vendor and spec.device.model in the catalog, or add a feed that covers this vendor.',
      noVersion:
        'set spec.device.firmwareVersion in the catalog to the version that the device reports.',
      staleInventory:
        'find out why the catalog no longer refreshes this device, and confirm that it is still in service.',
      pending: 'wait for the next run of the pipeline.',
      other: 'check the fields of the device on its Patch risk tab.',
    },
  },
  ticket: {
    open: 'Ticket {{key}}',
    none: 'No ticket yet',
    standIn: 'in a stand-in, not in a real Jira',
    nextTry: 'next try {{at}}',
    failed: 'Last error: {{error}}',
    done: 'done',
  },
  state: {
    loading: 'Loading',
    retry: 'Try again',
    failedTitle: 'Patch Risk could not be loaded',
    unreachable:
      'The backend does not answer. Check your connection, or try again later.',
    noAccessTitle: 'Nothing to show',
    noAccess:
      'You do not have permission to see this. Ask the owner of Patch Risk in your organisation for access.',
    unknownTitle: 'No data yet',
    unknown:
      'Patch Risk has no data on this entity that you can see. New devices appear after the next inventory scan.',
    outdated: 'Could not refresh; these values may be out of date.',
  },
  chart: {
    showTable: 'Show table',
    showChart: 'Show chart',
  },
  yes: 'Yes',
  no: 'No',
  unknown: 'Unknown',
  close: 'Close',
  opensInNewTab: 'opens in a new tab',
} as const;
