import { INDEX_DECADES } from './loss';
import type { ScoreTables, TableEntry } from './ScoreTables';

/** One unit of log-odds moves L by a factor of e at most: 100 · log10(e) / 7 points of the index. */
const POINTS_PER_LOG_ODDS = (100 * Math.LOG10E) / INDEX_DECADES;

function chance(value: number, source: string): TableEntry {
  return {
    value,
    source,
    sensitivity: 'Twice the value adds up to 4.3 points to the index.',
  };
}

function shift(value: number, source: string): TableEntry {
  const points = Math.abs(value * POINTS_PER_LOG_ODDS).toFixed(1);
  return {
    value,
    source,
    sensitivity: `Moves the index by up to ${points} points.`,
  };
}

const ASSUMED = 'Assumption, until own incidents calibrate it:';

/** The tables as delivered; docs/score.md shows each value. @public */
export const defaultScoreTables: ScoreTables = {
  version: 'tables-4',
  reach: {
    exposure: {
      internet: chance(
        0.03,
        `${ASSUMED} four of five internet-facing devices with a flaw under attack are hit within a year.`,
      ),
      dmz: chance(
        0.01,
        `${ASSUMED} two of five such devices behind a filtering front are hit within a year.`,
      ),
      internal: chance(
        0.0025,
        `${ASSUMED} one of eight such devices inside the network is hit within a year.`,
      ),
      isolated: chance(
        0.0004,
        `${ASSUMED} one of fifty such devices without a network path from outside is hit within a year.`,
      ),
    },
    purdueLevel: {
      '0': shift(-0.9, `${ASSUMED} process level, several hops away.`),
      '1': shift(-0.7, `${ASSUMED} basic control, several hops away.`),
      '2': shift(-0.5, `${ASSUMED} supervisory level.`),
      '3': shift(-0.2, `${ASSUMED} site operations.`),
      '3.5': shift(0, 'The level that the exposure table assumes.'),
      '4': shift(0.2, `${ASSUMED} business network, many users beside it.`),
      '5': shift(0.4, `${ASSUMED} enterprise edge, many users beside it.`),
    },
    securityLevel: {
      '0': shift(0, 'No protection claimed.'),
      '1': shift(-0.2, `${ASSUMED} protection from casual misuse.`),
      '2': shift(-0.5, `${ASSUMED} protection from simple means.`),
      '3': shift(-0.9, `${ASSUMED} protection from sophisticated means.`),
      '4': shift(-1.3, `${ASSUMED} protection from extended resources.`),
    },
    control: {
      segmentation: shift(-0.9, `${ASSUMED} fewer peers can reach it.`),
      'firewall-rule': shift(-0.7, `${ASSUMED} the service is filtered.`),
      'virtual-patch': shift(-1.1, `${ASSUMED} known attacks are blocked.`),
      'allow-listing': shift(-0.8, `${ASSUMED} foreign code does not start.`),
      'disabled-service': shift(-1.2, `${ASSUMED} the service is off.`),
      monitoring: shift(-0.2, `${ASSUMED} an attack may be stopped midway.`),
      other: shift(-0.1, `${ASSUMED} a control of unknown strength.`),
    },
    maximumControlLogOdds: 2.5,
    anomaly: {
      critical: shift(1.2, `${ASSUMED} somebody may be at it already.`),
      high: shift(0.9, `${ASSUMED} somebody may be at it already.`),
      medium: shift(0.5, `${ASSUMED} unusual behaviour seen.`),
      low: shift(0.2, `${ASSUMED} slightly unusual behaviour seen.`),
    },
    attackVector: {
      network: shift(0, 'The vector that the exposure table assumes.'),
      adjacent: shift(-0.7, `${ASSUMED} needs a neighbour on the network.`),
      local: shift(-1.6, `${ASSUMED} needs an account or a user's help.`),
      physical: shift(-2.8, `${ASSUMED} needs hands on the device.`),
    },
    maximum: 0.5,
    exposurePopulation: {
      '0': { internet: 0.01, dmz: 0.01, internal: 0.58, isolated: 0.4 },
      '1': { internet: 0.03, dmz: 0.02, internal: 0.65, isolated: 0.3 },
      '2': { internet: 0.04, dmz: 0.04, internal: 0.72, isolated: 0.2 },
      '3': { internet: 0.05, dmz: 0.1, internal: 0.75, isolated: 0.1 },
      '3.5': { internet: 0.15, dmz: 0.6, internal: 0.22, isolated: 0.03 },
      '4': { internet: 0.12, dmz: 0.1, internal: 0.75, isolated: 0.03 },
      '5': { internet: 0.4, dmz: 0.2, internal: 0.38, isolated: 0.02 },
      unknown: { internet: 0.15, dmz: 0.1, internal: 0.65, isolated: 0.1 },
    },
    purdueLevelPopulation: {
      internet: 0.1,
      dmz: 0,
      internal: -0.2,
      isolated: -0.5,
      unknown: -0.15,
    },
    attackVectorPopulation: {
      network: 0.72,
      adjacent: 0.05,
      local: 0.21,
      physical: 0.02,
    },
  },
  impact: {
    criticality: {
      low: chance(0.25, `${ASSUMED} a loss is an annoyance.`),
      medium: chance(0.5, `${ASSUMED} a loss disturbs work.`),
      high: chance(0.75, `${ASSUMED} a loss stops a service.`),
      critical: chance(1, 'The top of the scale.'),
    },
    safety: {
      none: chance(0, 'A failure hurts nobody.'),
      indirect: chance(0.25, `${ASSUMED} harm needs a second failure.`),
      direct: chance(0.7, `${ASSUMED} a failure alone can hurt a person.`),
    },
    criticalityPopulation: {
      low: 0.2,
      medium: 0.45,
      high: 0.25,
      critical: 0.1,
    },
    safetyPopulation: {
      low: { none: 0.9, indirect: 0.08, direct: 0.02 },
      medium: { none: 0.8, indirect: 0.15, direct: 0.05 },
      high: { none: 0.6, indirect: 0.25, direct: 0.15 },
      critical: { none: 0.4, indirect: 0.3, direct: 0.3 },
      unknown: { none: 0.7, indirect: 0.2, direct: 0.1 },
    },
    cvssImpactPopulation: 0.75,
  },
  deployment: {
    channel: {
      automatic: chance(0.6, `${ASSUMED} most are current within two weeks.`),
      managed: chance(0.25, `${ASSUMED} half are current within three weeks.`),
      'vendor-portal': chance(0.08, `${ASSUMED} half within ten weeks.`),
      manual: chance(0.04, `${ASSUMED} half within nineteen weeks.`),
    },
    windowUse: {
      automatic: chance(0.9, `${ASSUMED} a window is rarely missed.`),
      managed: chance(0.75, `${ASSUMED} three of four windows are used.`),
      'vendor-portal': chance(0.5, `${ASSUMED} every second window is used.`),
      manual: chance(0.4, `${ASSUMED} two of five windows are used.`),
    },
    failure: {
      automatic: chance(0.02, `${ASSUMED} one of fifty installations fails.`),
      managed: chance(0.05, `${ASSUMED} one of twenty installations fails.`),
      'vendor-portal': chance(
        0.1,
        `${ASSUMED} one of ten installations fails.`,
      ),
      manual: chance(0.1, `${ASSUMED} one of ten installations fails.`),
    },
    channelPopulation: {
      automatic: 0.1,
      managed: 0.2,
      'vendor-portal': 0.25,
      manual: 0.45,
    },
    planSuccess: chance(0.85, `${ASSUMED} one of seven installations slips.`),
  },
  anomaly: {
    intrusion: {
      critical: chance(0.03, `${ASSUMED} three of a hundred are intrusions.`),
      high: chance(0.01, `${ASSUMED} one of a hundred is an intrusion.`),
      medium: chance(0.002, `${ASSUMED} one of five hundred is an intrusion.`),
      low: chance(0.0001, `${ASSUMED} one of ten thousand is an intrusion.`),
    },
    maximum: 0.5,
  },
  spread: {
    hazard: { known: 0.6, imputed: 1 },
    reach: { known: 0.7, imputed: 1.2 },
    delay: { known: 0.5, imputed: 0.9 },
    impact: { known: 0, imputed: 0.6 },
  },
  bands: { critical: 80, high: 70, medium: 55 },
};
