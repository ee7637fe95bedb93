import type { SinkCallOptions, SinkDescription } from './TicketSink';

/** A device as an event names it, taken when the event arose. @public */
export interface EventDevice {
  entityRef: string;
  title: string;
  vendor?: string;
  model?: string;
  firmwareVersion?: string;
  serial?: string;
  mac: string[];
  ip: string[];
  hostname: string[];
  zone?: string;
  siteRef?: string;
  ownerRef?: string;
  criticality?: string;
  exposure?: string;
  riskIndex?: number;
}

/**
 * Something a SIEM wants to know, in our words; the sink turns it into its own format.
 *
 * @public
 */
export interface OutboundEvent {
  /** Deterministic id; the same event has the same id however often it is sent. */
  id: string;
  dataset: 'anomaly' | 'finding';
  action:
    | 'anomaly-opened'
    | 'anomaly-closed'
    | 'finding-opened'
    | 'finding-changed'
    | 'finding-closed'
    | 'finding-suppressed'
    | 'finding-suppression-questioned'
    | 'finding-suppression-ended';
  /** When it happened at the device. */
  at: string;
  /** When Patch Risk made the event. */
  createdAt: string;
  device: EventDevice;
  severity: 'critical' | 'high' | 'medium' | 'low';
  /** Short, for people. */
  message: string;
  reason: string;
  /** Page of the device. */
  url: string;
  anomaly?: {
    id: string;
    metric: string;
    startedAt: string;
    endedAt?: string;
    score: number;
    observed: number;
    expected: number;
    plannedChange: boolean;
  };
  finding?: {
    id: string;
    cve: string;
    status: string;
    baseScore?: number;
    severity?: string;
    decision?: string;
  };
  ticket?: { key: string; status: string; url: string };
}

/** What became of one event of a batch. @public */
export type EventResult =
  | { outcome: 'delivered' }
  | { outcome: 'retry'; reason: string; retryAfterMs?: number }
  | { outcome: 'rejected'; reason: string };

/**
 * A receiver of events.
 *
 * 1. The delivery worker leases a batch, in order for each device, and calls `deliver` once with it.
 * 2. The sink answers for each event, in the order given. What it answers `retry` for is tried again later, what it
 *    answers `rejected` for becomes a dead letter with the reason.
 * 3. A throw counts as `retry` for the whole batch; ids are deterministic, so sending again must do no harm.
 *
 * @public
 */
export interface EventSink {
  readonly id: string;
  /** The most events of one call. */
  readonly batchSize: number;
  describe(): SinkDescription;
  deliver(
    events: OutboundEvent[],
    options: SinkCallOptions,
  ): Promise<EventResult[]>;
}
