import type { JsonObject, JsonValue } from '@backstage/types';

/** A wrong value of a key, and what else must be configured for the key to be read. */
export interface WrongValue {
  value: JsonValue;
  /** Below `patchRisk`. */
  beside?: JsonObject;
}

const jira = {
  baseUrl: 'http://127.0.0.1:9',
  email: 'robot@test.example',
  apiToken: 'a-token-that-nobody-may-read',
  projectKey: 'RISK',
};
const inJira = (value: JsonValue): WrongValue => ({ value, beside: { jira } });
const inCluster = (value: JsonValue, more: JsonObject = {}): WrongValue => ({
  value,
  beside: { elasticsearch: { node: 'http://127.0.0.1:9', ...more } },
});
const inCsaf = (value: JsonValue): WrongValue => ({
  value,
  beside: {
    feeds: { csaf: [{ id: 'maker', url: 'https://www.cisa.gov/csaf/' }] },
  },
});
const inItem = (
  kind: string,
  item: JsonObject,
  value: JsonValue,
): WrongValue => ({ value, beside: { feeds: { [kind]: [item] } } });
const inStix = (value: JsonValue, more: JsonObject = {}): WrongValue =>
  inItem(
    'stix',
    { id: 'isac', url: 'https://www.cisa.gov/taxii2/', ...more },
    value,
  );
const inMisp = (value: JsonValue): WrongValue =>
  inItem(
    'misp',
    { id: 'isac', url: 'https://www.cisa.gov/misp/', apiKey: 'a-key' },
    value,
  );
const inVex = (value: JsonValue): WrongValue =>
  inItem('vex', { id: 'maker', url: 'https://www.cisa.gov/vex.json' }, value);
const inFirewall = (value: JsonValue): WrongValue => ({
  value,
  beside: {
    reach: { firewalls: [{ name: 'edge', path: 'rules.csv', format: 'csv' }] },
  },
});
const inConduit = (value: JsonValue): WrongValue => ({
  value,
  beside: { reach: { conduits: [{ from: 'internet', to: 'internet' }] } },
});
const inRule = (value: JsonValue): WrongValue => ({
  value,
  beside: {
    suppressionRules: [
      { cve: 'CVE-2026-0001', reason: 'Not reached', expires: '2027-06-30' },
    ],
  },
});
const inDiscovery = (value: JsonValue): WrongValue => ({
  value,
  beside: { discovery: { sources: [{ id: 'list', kind: 'csv', path: '.' }] } },
});
const duration = { value: 'soon' };
const schedule = { value: { frequency: 'sometimes', timeout: { minutes: 1 } } };

const feed = (key: string): Record<string, WrongValue> => ({
  [`${key}.url`]: { value: 'ftp://feeds.test.example/file' },
  [`${key}.path`]: { value: 7 },
  [`${key}.schedule`]: schedule,
  [`${key}.staleAfter`]: duration,
  [`${key}.demo`]: { value: 'maybe' },
});

/** One wrong value for each key of the schemas. A new key needs one here. */
export const wrongValues: Record<string, WrongValue> = {
  asOf: { value: 'yesterday' },
  demo: { value: 'maybe' },
  ...feed('feeds.kev'),
  ...feed('feeds.epss'),
  ...feed('feeds.cve'),
  ...feed('feeds.exploitCode.exploitdb'),
  ...feed('feeds.exploitCode.metasploit'),
  ...feed('feeds.exploitCode.nuclei'),
  'feeds.csaf[0].id': inCsaf('Not An Id'),
  'feeds.csaf[0].title': inCsaf(['no', 'text']),
  'feeds.csaf[0].url': inCsaf('ftp://feeds.test.example/csaf/'),
  'feeds.csaf[0].path': inCsaf(7),
  'feeds.csaf[0].kind': inCsaf('newsletter'),
  'feeds.csaf[0].tlp': inCsaf(['PURPLE']),
  'feeds.csaf[0].schedule': inCsaf(schedule.value),
  'feeds.csaf[0].staleAfter': inCsaf('soon'),
  'feeds.csaf[0].demo': inCsaf('maybe'),
  'feeds.stix[0].id': inStix('Not An Id'),
  'feeds.stix[0].title': inStix(['no', 'text']),
  'feeds.stix[0].url': inStix('ftp://feeds.test.example/taxii2/'),
  'feeds.stix[0].path': inStix(7),
  'feeds.stix[0].username': inStix('reader'),
  'feeds.stix[0].password': inStix('a-password'),
  'feeds.stix[0].token': inStix(['no', 'text']),
  'feeds.stix[0].collections': inStix('one'),
  'feeds.stix[0].trust': inStix(1.5),
  'feeds.stix[0].tlp': inStix(['PURPLE']),
  'feeds.stix[0].schedule': inStix(schedule.value),
  'feeds.stix[0].staleAfter': inStix('soon'),
  'feeds.stix[0].demo': inStix('maybe'),
  'feeds.misp[0].id': inMisp('Not An Id'),
  'feeds.misp[0].title': inMisp(['no', 'text']),
  'feeds.misp[0].url': inMisp('ftp://feeds.test.example/misp/'),
  'feeds.misp[0].path': inMisp(7),
  'feeds.misp[0].apiKey': inMisp(['no', 'text']),
  'feeds.misp[0].trust': inMisp(-1),
  'feeds.misp[0].tlp': inMisp(['PURPLE']),
  'feeds.misp[0].schedule': inMisp(schedule.value),
  'feeds.misp[0].staleAfter': inMisp('soon'),
  'feeds.misp[0].demo': inMisp('maybe'),
  'feeds.sbom.directories': { value: [''] },
  'feeds.sbom.references': { value: 'maybe' },
  'feeds.sbom.schedule': schedule,
  'feeds.sbom.staleAfter': duration,
  'feeds.sbom.demo': { value: 'maybe' },
  ...Object.fromEntries(
    Object.entries(feed('feeds.osv')).map(([key, wrong]) => [
      key,
      { ...wrong, beside: { feeds: { osv: { ecosystems: ['npm'] } } } },
    ]),
  ),
  'feeds.osv.ecosystems': { value: ['../escape'] },
  ...feed('feeds.nvd'),
  'feeds.nvd.apiKey': { value: 'a key with spaces' },
  'feeds.vex[0].id': inVex('Not An Id'),
  'feeds.vex[0].title': inVex(['no', 'text']),
  'feeds.vex[0].url': inVex('ftp://feeds.test.example/vex.json'),
  'feeds.vex[0].path': inVex(7),
  'feeds.vex[0].schedule': inVex(schedule.value),
  'feeds.vex[0].staleAfter': inVex('soon'),
  'feeds.vex[0].demo': inVex('maybe'),
  'feeds.retention': duration,
  'feeds.http.allowedHosts': { value: ['https://www.cisa.gov/'] },
  'feeds.http.allowPrivateAddresses': { value: 'maybe' },
  'feeds.http.timeout': duration,
  'feeds.http.maxBytes': { value: 3 },
  'feeds.http.maxRetries': { value: -1 },
  'discovery.maxUploadBytes': { value: 3 },
  'discovery.precedence': { value: 7 },
  'discovery.conflictConfidence': { value: 2 },
  'discovery.vanishAfterDays': { value: 0 },
  'discovery.sweepSchedule': schedule,
  'discovery.sources[0].id': inDiscovery('Not An Id'),
  'discovery.sources[0].kind': inDiscovery('telex'),
  'discovery.sources[0].path': inDiscovery(7),
  'discovery.sources[0].url': {
    value: 'ftp://lists.test.example/list.csv',
    beside: { discovery: { sources: [{ id: 'list', kind: 'csv' }] } },
  },
  'discovery.sources[0].site': inDiscovery(7),
  'discovery.sources[0].mapping': inDiscovery(7),
  'discovery.sources[0].adopt': inDiscovery('maybe'),
  'discovery.sources[0].schedule': inDiscovery(schedule.value),
  'models.schedule': schedule,
  'models.driftSchedule': schedule,
  'pipeline.schedule': schedule,
  'workers.mainThreadShare': { value: 0 },
  'workers.threads': { value: 0 },
  'workers.maxMemoryMb': { value: -512 },
  'assessment.tables': { value: { reach: { maximum: 7 } } },
  'assessment.moveThreshold': { value: 101 },
  'assessment.chunkFindings': { value: 0 },
  'assessment.historyRetention': duration,
  'assessment.inventoryMaximumAge': duration,
  'assessment.epssMaximumAge': duration,
  'suppressionRules[0].cve': inRule('heartbleed'),
  'suppressionRules[0].vendor': inRule(7),
  'suppressionRules[0].model': inRule(7),
  'suppressionRules[0].zone': inRule(7),
  'suppressionRules[0].component': inRule(7),
  'suppressionRules[0].reason': inRule(7),
  'suppressionRules[0].expires': inRule('2027-02-30'),
  'suppression.maximumDays': { value: 0 },
  'planning.slaDays.critical': { value: 0 },
  'planning.slaDays.high': { value: 'thirty' },
  'planning.slaDays.medium': { value: 1.5 },
  'planning.slaDays.low': { value: -1 },
  'planning.clockStart': { value: 'whenever' },
  'planning.calendar.timeZone': { value: 'Middle/Earth' },
  'planning.calendar.holidays': { value: 'XX' },
  'planning.calendar.weekend': { value: ['noday'] },
  'delivery.pollInterval': duration,
  'delivery.leaseDuration': duration,
  'delivery.callTimeout': duration,
  'delivery.concurrency': { value: 0 },
  'delivery.maximumAttempts': { value: 'many' },
  'delivery.backoff.initial': duration,
  'delivery.backoff.maximum': duration,
  'delivery.readBackInterval': duration,
  'delivery.retention': duration,
  'reach.zones[0].name': { value: 7 },
  'reach.zones[0].networks': {
    value: ['10.0.0.0/33'],
    beside: { reach: { zones: [{ name: 'cell', kind: 'isolated' }] } },
  },
  'reach.zones[0].purdueLevel': {
    value: 6,
    beside: {
      reach: {
        zones: [{ name: 'cell', networks: ['10.0.0.0/8'], kind: 'isolated' }],
      },
    },
  },
  'reach.zones[0].kind': {
    value: 'somewhere',
    beside: {
      reach: { zones: [{ name: 'cell', networks: ['10.0.0.0/8'] }] },
    },
  },
  'reach.flows[0].format': { value: 'pcap' },
  'reach.flows[0].path': {
    value: 7,
    beside: { reach: { flows: [{ format: 'zeek' }] } },
  },
  'reach.flows[0].site': {
    value: 7,
    beside: { reach: { flows: [{ format: 'zeek', path: 'flows' }] } },
  },
  'reach.firewalls[0].name': inFirewall(7),
  'reach.firewalls[0].path': inFirewall(7),
  'reach.firewalls[0].format': inFirewall('cisco'),
  'reach.firewalls[0].columns': inFirewall({ colour: 'red' }),
  'reach.firewalls[0].list': inFirewall(7),
  'reach.firewalls[0].sourceZones': inFirewall(['nowhere']),
  'reach.firewalls[0].destinationZones': inFirewall('nowhere'),
  'reach.conduits[0].from': inConduit('nowhere'),
  'reach.conduits[0].to': inConduit('nowhere'),
  'reach.conduits[0].ports': inConduit(['modbus']),
  'reach.flowRetention': duration,
  'reach.maxRowsPerDevice': { value: 3 },
  'configuration.path': { value: 7 },
  'configuration.maxBytes': { value: 3 },
  'configuration.keepSnapshots': { value: 0 },
  'configuration.digestKey': { value: 'short' },
  'configuration.mask': { value: ['('] },
  'configuration.ignore': { value: 'all' },
  'telemetry.maxBatchBytes': { value: 0 },
  'telemetry.maxLines': { value: 1.5 },
  'telemetry.maxLineBytes': { value: 'long' },
  'telemetry.maxMetricsPerDevice': { value: -3 },
  'telemetry.maxConcurrentBatches': { value: 0 },
  'telemetry.maxBacklog': { value: 0 },
  'telemetry.retryAfter': duration,
  'telemetry.futureTolerance': duration,
  'telemetry.batchRetention': duration,
  'jira.baseUrl': inJira('http://jira.test.example'),
  'jira.email': inJira(['a-secret-that-is-no-text']),
  'jira.apiToken': inJira(['a-secret-that-is-no-text']),
  'jira.projectKey': inJira('not a key'),
  'jira.issueType': inJira(7),
  'jira.standIn': inJira('maybe'),
  'jira.labels': inJira(['two words']),
  'jira.components': inJira(7),
  'jira.priorities.critical': inJira(7),
  'jira.priorities.high': inJira(7),
  'jira.priorities.medium': inJira(7),
  'jira.priorities.low': inJira(7),
  'jira.resolution': inJira(7),
  'jira.maxDevices': inJira(201),
  'jira.timeout': inJira('soon'),
  'jira.searchLag': inJira('soon'),
  'elasticsearch.node': { value: 'elastic.test.example' },
  'elasticsearch.username': inCluster(7, { password: 'nobody-may-read-this' }),
  'elasticsearch.password': inCluster(['a-secret-that-is-no-text'], {
    username: 'patch-risk',
  }),
  'elasticsearch.apiKey': inCluster(['a-secret-that-is-no-text']),
  'elasticsearch.caFile': inCluster('/nowhere/ca.pem'),
  'elasticsearch.namespace': { value: 'Upper Case' },
  'elasticsearch.batchSize': { value: 0 },
  'elasticsearch.requestTimeout': inCluster('soon'),
  'elasticsearch.setUpTemplates': inCluster('maybe'),
  'elasticsearch.file': { value: 7 },
};
