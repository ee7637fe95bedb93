import type { JsonObject, JsonValue } from '@backstage/types';

/** A wrong value of a key, and what else must be configured for the key to be read. */
export interface WrongValue {
  value: JsonValue;
  /** Below `patchRisk`. */
  beside?: JsonObject;
  /** Another key that the error may name instead. */
  named?: string;
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
  'feeds.csaf[0].schedule': inCsaf(schedule.value),
  'feeds.csaf[0].staleAfter': inCsaf('soon'),
  'feeds.csaf[0].demo': inCsaf('maybe'),
  'feeds.stix[0].id': inStix('Not An Id'),
  'feeds.stix[0].title': inStix(['no', 'text']),
  'feeds.stix[0].url': inStix('ftp://feeds.test.example/taxii2/'),
  'feeds.stix[0].path': inStix(7),
  'feeds.stix[0].username': { ...inStix('reader'), named: 'feeds.stix[0]' },
  'feeds.stix[0].password': { ...inStix('a-password'), named: 'feeds.stix[0]' },
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
  'feeds.http.allowedHosts': { value: ['https://www.cisa.gov/'] },
  'feeds.http.allowPrivateAddresses': { value: 'maybe' },
  'feeds.http.timeout': duration,
  'feeds.http.maxBytes': { value: 3 },
  'feeds.http.maxRetries': { value: -1 },
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
