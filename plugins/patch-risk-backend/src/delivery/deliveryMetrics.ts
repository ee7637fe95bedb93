import { metrics } from '@opentelemetry/api';

/** Measures of everything that is sent. */
export interface DeliveryMetrics {
  /** Times one call to a sink and counts it by its outcome. */
  measure<T>(
    labels: { sink: string; operation: string },
    call: () => Promise<T>,
  ): Promise<T>;
  countDead(sink: string): void;
  observeBacklog(sink: string, pending: number, dead: number): void;
}

/** Instruments on the global meter provider. */
export function createDeliveryMetrics(): DeliveryMetrics {
  const meter = metrics.getMeter('patch-risk');
  const calls = meter.createHistogram('patch_risk.delivery.call.duration', {
    description: 'Duration of calls to ticket and event sinks',
    unit: 's',
  });
  const dead = meter.createCounter('patch_risk.delivery.dead', {
    description: 'Items that became dead letters',
    unit: '{item}',
  });
  const backlog = meter.createGauge('patch_risk.delivery.backlog', {
    description: 'Items in the outbox that are not delivered',
    unit: '{item}',
  });
  return {
    async measure(labels, call) {
      const start = performance.now();
      let outcome = 'ok';
      try {
        return await call();
      } catch (error) {
        outcome = error instanceof Error ? error.name : 'Error';
        throw error;
      } finally {
        calls.record((performance.now() - start) / 1000, {
          ...labels,
          outcome,
        });
      }
    },
    countDead: sink => dead.add(1, { sink }),
    observeBacklog(sink, pending, buried) {
      backlog.record(pending, { sink, state: 'pending' });
      backlog.record(buried, { sink, state: 'dead' });
    },
  };
}
