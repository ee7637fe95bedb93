import { SLA_DAYS } from '../documentedTables';
import type { RawVulnerability } from './RawFeeds';

/** The decision on a group of findings that are affected and were first seen on the day of the assessment. */
export function decideRaw(group: {
  state: string;
  exploited: boolean;
  band: string;
  medianDays?: number;
  members: RawVulnerability[];
  pastEndOfSupport: boolean;
}): string {
  const { state, exploited, band, medianDays, members } = group;
  const high = band === 'critical' || band === 'high';
  if (state === 'available') {
    if (band === 'critical' || (high && exploited)) return 'act';
    return high || exploited ? 'next-window' : 'schedule';
  }
  if (state === 'no_fix_planned' || group.pastEndOfSupport) {
    return exploited || band !== 'low' ? 'mitigate' : 'accept';
  }
  if (exploited) return 'mitigate';
  if (band === 'low') return 'monitor';
  const days = Math.min(
    ...members.map(({ severity }) => SLA_DAYS[severity ?? 'high']),
  );
  return medianDays !== undefined && medianDays <= days
    ? 'schedule'
    : 'mitigate';
}
