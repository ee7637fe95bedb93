import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { commonFields } from './commonFields';
import { compact } from './compact';
import type { EcsDocument } from './EcsDocument';
import { shorten } from './shorten';

const NANOSECONDS = 1_000_000;

/** Document of `logs-patchrisk.anomaly-*`: an alert when an episode opens, another when it closes. */
export function anomalyDocument(options: {
  event: OutboundEvent;
  namespace: string;
}): EcsDocument {
  const { base, event, patchRisk } = commonFields(options);
  const { anomaly, at } = options.event;
  const lasted =
    anomaly?.endedAt === undefined
      ? undefined
      : Date.parse(anomaly.endedAt) - Date.parse(anomaly.startedAt);
  return {
    ...compact({
      ...base,
      event: {
        kind: 'alert',
        category: ['intrusion_detection'],
        type: ['info'],
        ...event,
        start: anomaly?.startedAt,
        end: anomaly?.endedAt,
        duration:
          lasted === undefined ? undefined : Math.max(0, lasted) * NANOSECONDS,
      },
      rule: {
        id: 'baseline-deviation',
        name: 'Deviation from the baseline of a device',
        ruleset: 'patch-risk',
      },
      tags: anomaly?.plannedChange
        ? ['patch-risk', 'planned-change']
        : ['patch-risk'],
      patch_risk: {
        ...patchRisk,
        planned_change: anomaly?.plannedChange,
        anomaly: anomaly && {
          id: anomaly.id,
          metric: shorten(anomaly.metric),
          state: anomaly.endedAt === undefined ? 'open' : 'closed',
          score: anomaly.score,
          observed: anomaly.observed,
          expected: anomaly.expected,
        },
      },
    }),
    '@timestamp': at,
  };
}
