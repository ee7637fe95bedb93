import { cleanText } from '@patch-risk/match';
import type { Knex } from 'knex';
import type { FeedContext } from '../FeedContext';
import { compareRevisions } from './compareRevisions';
import type { CsafBatch } from './parseCsaf';

interface OpenDocument {
  transaction: Knex.Transaction;
  advisoryId: string;
  /** The stored revision is newer: nothing of this one is written. */
  isOutdated: boolean;
}

/**
 * Writes documents as they come from the worker thread, each in one transaction. An older revision
 * never replaces a newer one.
 */
export class CsafWriter {
  readonly #feedId: string;
  readonly #context: FeedContext;
  #open: OpenDocument | undefined;
  #changed = false;
  #written = 0;
  readonly #advisories = new Map<string, string>();

  private constructor(feedId: string, context: FeedContext) {
    this.#feedId = feedId;
    this.#context = context;
  }

  static create(options: { feedId: string; context: FeedContext }): CsafWriter {
    return new CsafWriter(options.feedId, options.context);
  }

  /** Anything was written that the rest of the product reads. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Ids of the advisories that were read, by the name of their document. */
  get advisories(): ReadonlyMap<string, string> {
    return this.#advisories;
  }

  /** Documents dealt with so far. */
  get written(): number {
    return this.#written;
  }

  /** No transaction is under way, so the database may be used otherwise. */
  get isIdle(): boolean {
    return this.#open === undefined;
  }

  /** Writes a document or the next part of it. */
  async write(batch: CsafBatch): Promise<void> {
    try {
      this.#context.signal.throwIfAborted();
      if (batch.isFirst) {
        await this.rollback();
      }
      const open = this.#open ?? (await this.#begin(batch));
      await this.#add(open, batch);
      if (batch.isLast) {
        await this.#finish(open, batch);
      }
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  /** Undoes what is written of a document that is not complete. */
  async rollback(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.transaction.rollback();
  }

  /** Quarantines a document that could not be fetched. */
  async refuse(record: string, reason: string): Promise<void> {
    await this.write({
      record,
      isFirst: true,
      isLast: true,
      vulnerabilities: [],
      products: [],
      problems: [{ record, reason: cleanText(reason, 1_000) }],
    });
  }

  async #begin(batch: CsafBatch): Promise<OpenDocument> {
    const { advisory } = batch;
    const { advisories, at } = this.#context;
    const transaction = await this.#context.begin();
    const id = `${this.#feedId}/${advisory?.trackingId ?? ''}`;
    const open = { transaction, advisoryId: id, isOutdated: false };
    this.#open = open;
    if (advisory) {
      this.#advisories.set(batch.record, id);
      const stored = (await advisories.get([id], transaction)).get(id);
      open.isOutdated =
        stored !== undefined && compareRevisions(advisory, stored) < 0;
      if (!open.isOutdated) {
        await advisories.replace(transaction, {
          ...advisory,
          id,
          feedId: this.#feedId,
          changedAt: at,
        });
        await this.#context.feeds.bumpRevision(transaction, this.#feedId);
      }
    } else {
      open.isOutdated = true;
    }
    return open;
  }

  async #add(open: OpenDocument, batch: CsafBatch): Promise<void> {
    if (open.isOutdated) {
      return;
    }
    const { advisories, vulnerabilities, at } = this.#context;
    const { transaction, advisoryId } = open;
    if (batch.vulnerabilities.length > 0) {
      const cves = batch.vulnerabilities.map(({ cve }) => cve);
      await vulnerabilities.saveAdvised(transaction, {
        vulnerabilities: batch.vulnerabilities,
        shared: await advisories.findShared(transaction, advisoryId, cves),
        at,
      });
      await advisories.addVulnerabilities(
        transaction,
        advisoryId,
        batch.vulnerabilities,
      );
    }
    await advisories.addProducts(transaction, advisoryId, batch.products);
  }

  async #finish(open: OpenDocument, batch: CsafBatch): Promise<void> {
    if (!open.isOutdated) {
      await this.#context.fixHistory.follow(open.transaction, open.advisoryId);
    }
    await this.#context.feeds.replaceQuarantine(open.transaction, {
      feedId: this.#feedId,
      record: batch.record,
      problems: batch.problems,
      at: this.#context.at,
    });
    await open.transaction.commit();
    this.#open = undefined;
    this.#written += 1;
    this.#changed ||= !open.isOutdated;
  }
}
