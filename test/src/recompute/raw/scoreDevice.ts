import { TABLES } from '../documentedTables';
import { drawLosses } from '../drawLosses';
import {
  bandOf,
  chain,
  DRAWS,
  indexOf,
  lossOf,
  product,
  quantilesOf,
  sum,
  waitHazard,
  WEEKS,
} from '../formula';
import { decideRaw } from './decideRaw';
import { deviceInputs } from './deviceInputs';
import { findingsOf, type RawGroup } from './findingsOf';
import { forecastBegin } from './forecastBegin';
import { forecastFix } from './forecastFix';
import type { RawDevice } from './RawDevice';
import type { RawFeeds, RawVulnerability } from './RawFeeds';

/** A group's score. */
export interface RawGroupScore {
  cves: string[];
  beginHazard: number[];
  fixCurve: number[];
  patchHazard: number[];
  reach: number;
  impact: number;
  hitProbability: number;
  exploitedBeforePatchProbability: number;
  loss: number;
  exploited: boolean;
  decision: string;
}

/** A device's score. */
export interface RawScore {
  index: number;
  interval: { low: number; high: number };
  band: string;
  loss: number;
  probability: number;
  groups: RawGroupScore[];
}

const VECTORS: Record<string, string> = {
  N: 'network',
  A: 'adjacent',
  L: 'local',
  P: 'physical',
};
const LEVELS: Record<string, number> = { N: 0, L: 0.22, H: 0.56 };

function metric(vector: string, name: string): string {
  return vector.split('/').find(part => part.startsWith(`${name}:`))![
    name.length + 1
  ];
}

function cvssImpact({ vector, baseScore }: RawVulnerability): number {
  if (!vector) return baseScore === undefined ? 0.75 : baseScore / 10;
  const intact = product(
    ['C', 'I', 'A'].map(name => 1 - LEVELS[metric(vector, name)]),
  );
  return (1 - intact) / (1 - 0.44 ** 3);
}

function vectorLogOdds({ vector }: RawVulnerability): number {
  const name = vector ? VECTORS[metric(vector, 'AV')] : 'population';
  return TABLES.attackVector[name];
}

function scoreGroup(
  group: RawGroup,
  options: {
    device: RawDevice;
    feeds: RawFeeds;
    asOf: string;
    trust?: number;
  },
): RawGroupScore & { draws: number[] } {
  const { device, feeds, asOf, trust = 0 } = options;
  const day = asOf.slice(0, 10);
  const members = group.cves.map(cve => feeds.vulnerabilities.get(cve)!);
  const begins = members.map((member, i) =>
    forecastBegin(member, { claim: group.claims[i], day, trust }),
  );
  const w = WEEKS.map(t => 1 - product(begins.map(each => 1 - each.w[t])));
  const exploited = begins.some(({ begun }) => begun);
  const inputs = deviceInputs(device, asOf);
  const vector = Math.max(...members.map(vectorLogOdds));
  const odds =
    (inputs.exposure / (1 - inputs.exposure)) *
    Math.exp(inputs.logOdds + vector);
  const reach = Math.min(0.5, odds / (1 + odds));
  const v = Math.max(...members.map(cvssImpact));
  const impact = 1 - (1 - v * inputs.criticality) * (1 - v * inputs.safety);
  const { last } = group;
  const fix = forecastFix({
    claim: last,
    vulnerability: feeds.vulnerabilities.get(last.cve)!,
    vendor: device.vendor,
    day,
  });
  const f = waitHazard(fix.survival, inputs.components);
  const hitProbability = chain(w, f, reach);
  const loss = lossOf(hitProbability, impact);
  const isHazardImputed = !exploited && begins.some(each => each.imputed);
  return {
    cves: group.cves,
    beginHazard: w,
    fixCurve: fix.survival,
    patchHazard: f,
    reach,
    impact,
    hitProbability,
    exploitedBeforePatchProbability: chain(w, f, 1),
    loss,
    exploited,
    decision: decideRaw({
      state: last.state,
      exploited,
      band: bandOf(indexOf(loss)),
      medianDays: fix.medianDays,
      members,
      pastEndOfSupport:
        device.endOfSupport !== undefined && device.endOfSupport < day,
    }),
    draws: drawLosses({
      w,
      f,
      reach,
      impact,
      spread: [
        isHazardImputed ? 1 : 0.6,
        inputs.isReachImputed || members.every(each => !each.vector)
          ? 1.2
          : 0.7,
        inputs.isDelayImputed || fix.imputed ? 0.9 : 0.5,
        inputs.isImpactImputed || members.every(each => !each.vector) ? 0.6 : 0,
      ],
    }),
  };
}

/**
 * The score of a device of which no anomaly is known, from raw files alone.
 *
 * @returns undefined when the device cannot be assessed
 */
export function scoreDevice(
  device: RawDevice,
  options: { feeds: RawFeeds; asOf: string; trust?: number },
): RawScore | undefined {
  const groups = findingsOf(device, options.feeds)?.map(group =>
    scoreGroup(group, { device, ...options }),
  );
  if (!groups) return undefined;
  const loss = sum(groups.map(group => group.loss));
  const quantile = quantilesOf(
    DRAWS.map((_, i) => sum(groups.map(({ draws }) => draws[i]))),
  );
  const index = indexOf(loss);
  return {
    index,
    interval: {
      low: indexOf(Math.min(loss, quantile(0.1))),
      high: indexOf(Math.max(loss, quantile(0.9))),
    },
    band: bandOf(index),
    loss,
    probability: -Math.expm1(-loss),
    groups,
  };
}
