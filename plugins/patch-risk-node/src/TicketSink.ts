import type {
  RiskBand,
  Task,
  Ticket,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** A device as a ticket names it. @public */
export interface TicketDevice {
  entityRef: string;
  title: string;
  vendor?: string;
  model?: string;
  firmwareVersion?: string;
  index?: number;
  url: string;
}

/**
 * What a ticket shows of a task. Every text in it is external and hostile until the sink escapes it for its own format.
 *
 * @public
 */
export interface TicketContent {
  /** Deterministic key of the task in the ticket system, `patch-risk-` and the task's id. */
  key: string;
  task: Task;
  devices: TicketDevice[];
  priority: RiskBand;
  /** SLA date, `YYYY-MM-DD` in the site's calendar. */
  dueDate: string;
  /** Why, in sentences. */
  reasons: string[];
  /** Link back to the fleet page with this task. */
  url: string;
  /** Account of the owner in the ticket system, by annotation of the owner. */
  assigneeAccountId?: string;
}

/** A ticket as the sink knows it; the id stays when the key changes. @public */
export type TicketImage = Omit<Ticket, 'externalId'> & { externalId: string };

/** Where and how a sink delivers, for pages; holds no credentials. @public */
export interface SinkDescription {
  title: string;
  target: string;
  standIn: boolean;
  note?: string;
}

/**
 * A ticket system.
 *
 * The delivery worker calls it in this order:
 *
 * 1. `find` when an earlier `create` of the same key has an unknown outcome, after `searchLagMs` have passed since then.
 * 2. `create` when the task has no ticket. An intent was stored before. A sink throws `UnknownOutcomeError` when it
 *    cannot tell whether the ticket exists, `RetryLaterError` when it was told to wait or the system is down before
 *    anything was sent, `RejectedError` when trying again cannot help.
 * 3. `update` when the content changed; it never overwrites what a person changed.
 * 4. `close` when the task ended, `reopen` when it came back.
 * 5. `read` on every sync, for all known tickets.
 *
 * @public
 */
export interface TicketSink {
  readonly id: string;
  /** How long a created ticket may stay invisible to `find`, in milliseconds. */
  readonly searchLagMs: number;
  describe(): SinkDescription;
  find(key: string, options: SinkCallOptions): Promise<TicketImage | undefined>;
  create(
    content: TicketContent,
    options: SinkCallOptions,
  ): Promise<TicketImage>;
  update(
    ticket: TicketImage,
    content: TicketContent,
    previous: TicketContent | undefined,
    options: SinkCallOptions,
  ): Promise<TicketImage>;
  close(
    ticket: TicketImage,
    reason: string,
    options: SinkCallOptions,
  ): Promise<TicketImage>;
  reopen(
    ticket: TicketImage,
    reason: string,
    options: SinkCallOptions,
  ): Promise<TicketImage>;
  /** Present state of tickets by external id; a ticket that is gone is absent from the answer. */
  read(externalIds: string[], options: SinkCallOptions): Promise<TicketImage[]>;
}

/** @public */
export interface SinkCallOptions {
  signal: AbortSignal;
}
