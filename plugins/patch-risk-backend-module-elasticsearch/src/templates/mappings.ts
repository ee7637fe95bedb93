import type { estypes } from '@elastic/elasticsearch';

type Properties = Record<string, estypes.MappingProperty>;

const keyword: estypes.MappingProperty = {
  type: 'keyword',
  ignore_above: 1024,
};
const url: estypes.MappingProperty = { type: 'keyword', ignore_above: 2083 };
const date: estypes.MappingProperty = { type: 'date' };
const float: estypes.MappingProperty = { type: 'float' };
const double: estypes.MappingProperty = { type: 'double' };

/** The ECS 9.4 fields that our documents use, with the types that ECS gives them; `event.ingested` is the receiver's. */
export const ecsProperties: Properties = {
  '@timestamp': date,
  message: { type: 'match_only_text' },
  tags: keyword,
  ecs: { properties: { version: keyword } },
  data_stream: {
    properties: {
      type: { type: 'constant_keyword' },
      dataset: { type: 'constant_keyword' },
      namespace: { type: 'constant_keyword' },
    },
  },
  event: {
    properties: {
      id: keyword,
      kind: keyword,
      category: keyword,
      type: keyword,
      action: keyword,
      module: keyword,
      dataset: keyword,
      created: date,
      ingested: date,
      start: date,
      end: date,
      duration: { type: 'long' },
      severity: { type: 'long' },
      risk_score: float,
      risk_score_norm: float,
      reason: keyword,
      url,
    },
  },
  observer: {
    properties: { vendor: keyword, product: keyword, type: keyword },
  },
  host: {
    properties: {
      id: keyword,
      name: keyword,
      hostname: keyword,
      ip: { type: 'ip' },
      mac: keyword,
      risk: {
        properties: { calculated_score: float, calculated_score_norm: float },
      },
    },
  },
  device: {
    properties: {
      id: keyword,
      manufacturer: keyword,
      model: { properties: { name: keyword } },
      serial_number: keyword,
    },
  },
  related: { properties: { ip: { type: 'ip' }, hosts: keyword } },
  rule: { properties: { id: keyword, name: keyword, ruleset: keyword } },
  vulnerability: {
    properties: {
      id: keyword,
      enumeration: keyword,
      reference: keyword,
      classification: keyword,
      score: { properties: { base: float } },
      severity: keyword,
      report_id: keyword,
      scanner: { properties: { vendor: keyword } },
    },
  },
};

/** Our own fields, below `patch_risk`. */
export const patchRiskProperties: Properties = {
  patch_risk: {
    properties: {
      severity: keyword,
      planned_change: { type: 'boolean' },
      device: {
        properties: {
          ref: keyword,
          title: keyword,
          owner: keyword,
          site: keyword,
          zone: keyword,
          criticality: keyword,
          exposure: keyword,
          firmware_version: keyword,
          risk_index: double,
        },
      },
      anomaly: {
        properties: {
          id: keyword,
          metric: keyword,
          state: keyword,
          score: double,
          observed: double,
          expected: double,
        },
      },
      finding: {
        properties: { id: keyword, status: keyword, decision: keyword },
      },
      ticket: { properties: { key: keyword, status: keyword, url } },
    },
  },
};
