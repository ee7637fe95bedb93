import type { RecordProblem } from '@patch-risk/match';
import type { Knex } from 'knex';
import type {
  ComponentSource,
  ComponentSourceStore,
} from '../database/ComponentSourceStore';
import type { ComponentSetStore } from '../database/ComponentSetStore';
import type { FeedStore } from '../database/FeedStore';
import type { Begin } from '../database/Transact';
import type { WorkerPool } from '../workers/WorkerPool';
import type { SbomHeader } from './parseSbom';
import { productKey } from './productKey';

/** The feed under whose name documents are quarantined. */
export const SBOM_FEED = 'sbom';

/** A document to read, and where it is from. */
export interface SbomDocument {
  path: string;
  /** What it is called in the quarantine. */
  name: string;
  source: Pick<ComponentSource, 'kind' | 'location' | 'version'>;
  /** What was read last from there. */
  known?: ComponentSource;
  /** What it is for, where a person says it; else as the document says. */
  product?: { vendor?: string; model?: string; version?: string };
}

/** What became of a document. */
export interface SbomResult {
  outcome: 'unchanged' | 'accepted' | 'refused';
  header?: SbomHeader;
  setId?: number;
  problems: RecordProblem[];
  /** Devices may now have other components. */
  isChanged: boolean;
}

/** Reads documents in a worker thread and stores each in one transaction. */
export class SbomReader {
  readonly #workers: WorkerPool;
  readonly #begin: Begin;
  readonly #sets: ComponentSetStore;
  readonly #sources: ComponentSourceStore;
  readonly #feeds: FeedStore;

  private constructor(options: Parameters<typeof SbomReader.create>[0]) {
    this.#workers = options.workers;
    this.#begin = options.begin;
    this.#sets = options.sets;
    this.#sources = options.sources;
    this.#feeds = options.feeds;
  }

  static create(options: {
    workers: WorkerPool;
    begin: Begin;
    sets: ComponentSetStore;
    sources: ComponentSourceStore;
    feeds: FeedStore;
  }): SbomReader {
    return new SbomReader(options);
  }

  /** Reads a document; what was stored of its place stays when it is refused. */
  async read(
    document: SbomDocument,
    options: { maxBytes: number; at: string; signal?: AbortSignal },
  ): Promise<SbomResult> {
    const { path, name, known } = document;
    let open: { transaction: Knex.Transaction; setId: number } | undefined;
    let isNew = false;
    try {
      const output = await this.#workers.run(
        'parse-sbom',
        { path, name, maxBytes: options.maxBytes, knownHash: known?.fileHash },
        {
          signal: options.signal,
          onBatch: async ({ header, components }) => {
            options.signal?.throwIfAborted();
            if (!open) {
              const transaction = await this.#begin();
              open = { transaction, setId: 0 };
              const setId = await this.#sets.find(
                transaction,
                header.contentHash,
              );
              isNew = setId === undefined;
              open.setId =
                setId ??
                (await this.#sets.create(transaction, {
                  ...header,
                  at: options.at,
                }));
            }
            if (isNew) {
              await this.#sets.add(open.transaction, open.setId, components);
            }
          },
        },
      );
      if (output.isUnchanged && known) {
        if (known.version !== document.source.version) {
          const transaction = await this.#begin();
          open = { transaction, setId: known.setId };
          await this.#sources.save(transaction, {
            ...known,
            version: document.source.version,
          });
          await transaction.commit();
          open = undefined;
        }
        return {
          outcome: 'unchanged',
          setId: known.setId,
          problems: [],
          isChanged: false,
        };
      }
      const { header, problems, fileHash } = output;
      open ??= { transaction: await this.#begin(), setId: 0 };
      const { transaction, setId } = open;
      let isChanged = false;
      if (header) {
        const { product } = document;
        const key = productKey({
          vendor: product?.vendor ?? header.vendor,
          model: product?.model ?? header.name,
          version: product?.version ?? header.version,
        });
        isChanged =
          known?.setId !== setId ||
          known.productKey !== key ||
          known.serial !== header.serial;
        await this.#sources.save(transaction, {
          ...document.source,
          serial: header.serial,
          fileHash,
          setId,
          productKey: key,
          readAt: options.at,
        });
        if (known && known.setId !== setId) {
          await this.#sets.removeUnused(transaction);
        }
      }
      await this.#feeds.replaceQuarantine(transaction, {
        feedId: SBOM_FEED,
        record: name,
        problems,
        at: options.at,
      });
      if (isChanged) await this.#feeds.bumpRevision(transaction, SBOM_FEED);
      await transaction.commit();
      open = undefined;
      return {
        outcome: header ? 'accepted' : 'refused',
        header,
        setId: header ? setId : undefined,
        problems,
        isChanged,
      };
    } finally {
      await open?.transaction.rollback();
    }
  }
}
