import type { MatchState } from '../database/DeviceStore';
import type {
  MatchSourceStore,
  SourceDetail,
  SourceRow,
} from '../database/MatchSourceStore';
import { composeFinding, type FindingContent } from './composeFinding';
import type { ConfigurationResult } from './FindingWriter';
import type { MatchConfiguration } from '@patch-risk/match';
import type { MatchWorkers } from './MatchWorkers';
import {
  mergeVerdicts,
  type MergedVerdict,
  type RowVerdict,
} from '@patch-risk/match';
import { parseVersion } from '@patch-risk/match';

/** Rows that go to a worker at once; copying more would hold up the main thread. */
const ROW_PAGE = 4000;

/** A configuration with the vendor as its devices write it. */
interface VendorConfiguration extends MatchConfiguration {
  vendor: string;
}

const OPEN_STATUSES = new Set(['affected', 'under_investigation', 'unknown']);

interface Vendor {
  key: string;
  keys: readonly string[];
  /** As the advisories write it. */
  spellings: readonly string[];
}

/** Matches configurations of one vendor with the rows of its advisories. */
export class VendorMatcher {
  readonly #sources: MatchSourceStore;
  readonly #workers: MatchWorkers;
  /** Pairs of product and model compared so far. */
  pairsCompared = 0;

  private constructor(options: Parameters<typeof VendorMatcher.create>[0]) {
    this.#sources = options.sources;
    this.#workers = options.workers;
  }

  static create(options: {
    sources: MatchSourceStore;
    workers: MatchWorkers;
  }): VendorMatcher {
    return new VendorMatcher(options);
  }

  /** Results in the order of the configurations. */
  async match(options: {
    vendor: Vendor;
    configurations: readonly VendorConfiguration[];
    signal?: AbortSignal;
  }): Promise<ConfigurationResult[]> {
    const { vendor, configurations, signal } = options;
    const rows = new Map<number, SourceRow>();
    const verdicts = configurations.map((): RowVerdict[] => []);
    let afterId = 0;
    for (;;) {
      signal?.throwIfAborted();
      const page = await this.#sources.rows({
        vendors: vendor.spellings,
        afterId,
        limit: ROW_PAGE,
      });
      if (page.length === 0) break;
      afterId = page[page.length - 1].id;
      const byId = new Map(page.map(row => [row.id, row]));
      const output = await this.#workers.run(
        'match',
        {
          vendorKeys: [...vendor.keys],
          configurations: configurations.map(
            ({ model, version, hardware }) => ({ model, version, hardware }),
          ),
          rows: page.map(({ id, product, range, naming, applicability }) => ({
            id,
            product,
            range,
            naming,
            applicability,
          })),
        },
        { signal },
      );
      this.pairsCompared += output.pairsCompared;
      for (const verdict of output.verdicts) {
        const row = byId.get(verdict.rowId);
        if (!row) continue;
        rows.set(row.id, row);
        verdicts[verdict.configuration].push({
          ...verdict,
          advisoryId: row.advisoryId,
          cve: row.cve,
          status: row.status,
          source: row.source,
        });
      }
      if (page.length < ROW_PAGE) break;
    }
    const merged = verdicts.map(mergeVerdicts);
    // Products that a publisher says to be not affected, and why, are told of; without a reason there is nothing to tell.
    const isKept = ({ status, grounds: named }: MergedVerdict) =>
      OPEN_STATUSES.has(status) ||
      (status === 'not_affected' &&
        named.some(({ rowId }) => rows.get(rowId)?.justification));
    const grounds = new Set<number>();
    for (const byCve of merged) {
      for (const verdict of byCve.values()) {
        if (!isKept(verdict)) continue;
        for (const { rowId } of [...verdict.grounds, ...verdict.others]) {
          grounds.add(rowId);
        }
      }
    }
    const details = await this.#sources.details([...grounds]);
    return configurations.map((configuration, position) => {
      const compose = (
        cve: string,
        known: ReadonlyMap<number, SourceDetail>,
      ): FindingContent | undefined => {
        const verdict = merged[position].get(cve);
        return (
          verdict &&
          composeFinding({
            configuration: {
              ...configuration,
              vendorKey: vendor.key,
            },
            verdict,
            details: known,
            vendorOfRow: id => rows.get(id)?.vendor ?? configuration.vendor,
            rangeOfRow: id => rows.get(id)?.range,
            justificationOfRow: id => rows.get(id)?.justification,
          })
        );
      };
      const open = new Map<string, FindingContent>();
      for (const verdict of merged[position].values()) {
        const { cve } = verdict;
        const content = isKept(verdict) && compose(cve, details);
        // Without evidence the advisory was taken back meanwhile; the next run sees that.
        if (content && content.evidence.length > 0) open.set(cve, content);
      }
      return {
        ...this.#state({
          configuration,
          verdicts: verdicts[position],
          rows,
        }),
        open,
        closing: async (cve, transaction) => {
          const verdict = merged[position].get(cve);
          if (!verdict) return undefined;
          const ids = [...verdict.grounds, ...verdict.others].map(
            ground => ground.rowId,
          );
          return compose(cve, await this.#sources.details(ids, transaction));
        },
      };
    });
  }

  #state(options: {
    configuration: VendorConfiguration;
    verdicts: readonly RowVerdict[];
    rows: ReadonlyMap<number, SourceRow>;
  }): { state: MatchState; reason: string } {
    const { configuration, verdicts, rows } = options;
    const { vendor, model, version } = configuration;
    let best: RowVerdict | undefined;
    for (const verdict of verdicts) {
      if (!best || verdict.productConfidence > best.productConfidence) {
        best = verdict;
      }
    }
    if (!best) {
      return {
        state: 'no-product',
        reason: `No advisory of ${vendor} names the model "${model}"`,
      };
    }
    const product = rows.get(best.rowId)?.product.trim() ?? model;
    const named = `${best.advisoryId} names "${product}" (${best.productMatch})`;
    if (version === undefined || version.trim() === '') {
      return {
        state: 'no-version',
        reason: `${named}, but the device has no firmware version to compare`,
      };
    }
    if (!parseVersion(version)) {
      return {
        state: 'no-version',
        reason: `${named}, but the firmware version "${version}" cannot be compared`,
      };
    }
    return { state: 'matched', reason: named };
  }
}
