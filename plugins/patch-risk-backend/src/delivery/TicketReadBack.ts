import type {
  TicketImage,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { StoredTicket } from '../database/TicketStore';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { DeliveryContext } from './DeliveryContext';

const PAGE = 100;
// How long after its task has ended a ticket is still read, in days.
const ENDED_DAYS = 30;

/** Reads the tickets of one sink back and takes over what people did to them. */
export class TicketReadBack {
  readonly #context: DeliveryContext;
  readonly #sink: TicketSink;

  private constructor(context: DeliveryContext, sink: TicketSink) {
    this.#context = context;
    this.#sink = sink;
  }

  static create(context: DeliveryContext, sink: TicketSink): TicketReadBack {
    return new TicketReadBack(context, sink);
  }

  /**
   * One pass over all tickets of living tasks.
   *
   * @returns how many tickets had changed
   * @throws what the sink throws
   */
  async run(options: { signal: AbortSignal }): Promise<{ changed: number }> {
    const { clock, config, metrics, tickets } = this.#context;
    const endedAfter = new Date(
      clock.now().getTime() - ENDED_DAYS * 86_400_000,
    ).toISOString();
    let changed = 0;
    let afterTaskId: string | undefined;
    while (!options.signal.aborted) {
      const page: StoredTicket[] = await tickets.listForReadBack({
        sink: this.#sink.id,
        endedAfter,
        afterTaskId,
        limit: PAGE,
      });
      if (page.length === 0) {
        break;
      }
      const images = await metrics.measure(
        { sink: this.#sink.id, operation: 'read' },
        () =>
          this.#sink.read(
            page.map(ticket => ticket.image.externalId),
            {
              signal: AbortSignal.any([
                options.signal,
                AbortSignal.timeout(config.callTimeoutMs),
              ]),
            },
          ),
      );
      changed += await this.#takeOver(page, images);
      afterTaskId = page[page.length - 1].taskId;
    }
    return { changed };
  }

  async #takeOver(
    page: StoredTicket[],
    images: TicketImage[],
  ): Promise<number> {
    const { clock, tickets } = this.#context;
    const byId = new Map(images.map(image => [image.externalId, image]));
    const unchanged: string[] = [];
    let changed = 0;
    for (const ticket of page) {
      const image = byId.get(ticket.image.externalId);
      if (!image) {
        await tickets.fail({
          taskId: ticket.taskId,
          sink: this.#sink.id,
          reason: `${ticket.image.key} was deleted or may no longer be read; it is not created again`,
        });
      } else if (isSame(ticket.image, image)) {
        unchanged.push(ticket.taskId);
      } else if (await this.#change(ticket, image)) {
        changed += 1;
      }
    }
    await tickets.touch(this.#sink.id, unchanged, clock.now().toISOString());
    return changed;
  }

  async #change(previous: StoredTicket, image: TicketImage): Promise<boolean> {
    const { clock, database, outbox, outcomes, tasks, tickets } = this.#context;
    const { taskId } = previous;
    const at = clock.now().toISOString();
    const task = await tasks.get(taskId);
    return database.transaction(async transaction => {
      if (!(await tickets.refresh(transaction, { previous, image, at }))) {
        return false;
      }
      const deviceRefs = new Set(
        task?.members.map(({ deviceRef }) => deviceRef),
      );
      const event = (type: NewOutcomeEvent['type']): NewOutcomeEvent => ({
        type,
        subject: taskId,
        deviceRef: deviceRefs.size === 1 ? [...deviceRefs][0] : undefined,
        payload: {
          sink: this.#sink.id,
          key: image.key,
          externalId: image.externalId,
          previousStatus: previous.image.status,
          status: image.status,
          statusCategory: image.statusCategory,
        },
      });
      const events = [event('ticket-changed')];
      const wasDone = previous.image.statusCategory === 'done';
      const isDone = image.statusCategory === 'done';
      if (task && isDone && !wasDone && task.status === 'open') {
        events.push(event('ticket-closed-by-person'));
        await tasks.changeStatus(transaction, {
          id: taskId,
          from: 'open',
          to: 'awaiting_verification',
          at,
        });
      }
      if (
        task &&
        wasDone &&
        !isDone &&
        task.status === 'awaiting_verification'
      ) {
        await tasks.changeStatus(transaction, {
          id: taskId,
          from: 'awaiting_verification',
          to: 'open',
          at,
        });
        await outbox.enqueueTicket(transaction, {
          taskId,
          contentHash: task.contentHash,
          sinks: [this.#sink.id],
        });
      }
      await outcomes.append(transaction, events, at);
      return true;
    });
  }
}

function isSame(stored: TicketImage, read: TicketImage): boolean {
  return (
    stored.key === read.key &&
    stored.url === read.url &&
    stored.status === read.status &&
    stored.statusCategory === read.statusCategory &&
    stored.dueDate === read.dueDate
  );
}
