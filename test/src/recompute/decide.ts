import type { AnsweredGroup } from './AnsweredAssessment';

const DAY_MS = 86_400_000;

/** The decision by the table of docs/score.md. */
export function decide(
  group: Pick<
    AnsweredGroup,
    'inputs' | 'exploited' | 'remediationState' | 'fixForecast'
  >,
  band: string,
  options: { pastEndOfSupport: boolean; assessedAt: string },
): string {
  const { exploited, remediationState, fixForecast, inputs } = group;
  const high = band === 'high' || band === 'critical';
  const note = (name: string) => inputs.find(({ input }) => input === name);
  const affected = note('findings')?.value === 'affected';
  if (remediationState === 'available') {
    if (band === 'critical' || (high && exploited)) return 'act';
    if (high || exploited) return 'next-window';
    return affected ? 'schedule' : 'monitor';
  }
  if (remediationState === 'no_fix_planned' || options.pastEndOfSupport) {
    return exploited || band !== 'low' ? 'mitigate' : 'accept';
  }
  if (exploited) return 'mitigate';
  if (!high && !(affected && band === 'medium')) return 'monitor';
  const level = note('serviceLevel');
  const passed =
    (Date.parse(options.assessedAt.slice(0, 10)) -
      Date.parse(level?.date ?? '')) /
    DAY_MS;
  const left = Number(level?.value.split(': ')[1]) - passed;
  const { medianDays } = fixForecast;
  return medianDays !== undefined && medianDays <= left
    ? 'schedule'
    : 'mitigate';
}
