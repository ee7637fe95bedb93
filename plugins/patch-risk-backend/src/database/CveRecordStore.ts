import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { CveRecord, CveSsvc } from '../feeds/cve/CveRecord';
import type { HostPace } from '../workers/HostPace';
import { readSsvc } from './readSsvc';
import { whereInValues } from './whereInValues';

/** A record as it is written. */
export type CveRecordInput = CveRecord & {
  contentHash: string;
  /** It came from a source of all records, rather than being asked for by its name. */
  listed: boolean;
};

/** A record with every SSVC value that was seen, the oldest first. */
export type StoredCveRecord = Omit<CveRecord, 'ssvc'> & {
  ssvc: CveSsvc[];
  listed: boolean;
};

interface CveRecordRow {
  cve: string;
  state: CveRecord['state'];
  assigner: string;
  published_on: string | null;
  revised_at: string;
  cvss: string | null;
  cwes: string;
  affected: string;
  description: string;
  listed: boolean | number;
  content_hash: string;
  changed_at: string;
}

const CHUNK = 100;
const PAGE = 20_000;

function fromRow(row: CveRecordRow, ssvc: CveSsvc[]): StoredCveRecord {
  return {
    cve: row.cve,
    state: row.state,
    assigner: row.assigner,
    publishedOn: row.published_on ?? undefined,
    revisedAt: row.revised_at,
    cvss: row.cvss ? JSON.parse(row.cvss) : undefined,
    cwes: JSON.parse(row.cwes),
    affected: JSON.parse(row.affected),
    description: row.description,
    listed: Boolean(row.listed),
    ssvc,
  };
}

/** All but the history, as text. */
function essence({ ssvc: _, ...record }: StoredCveRecord): string {
  return JSON.stringify(record);
}

function withKeys(ssvc: CveSsvc | undefined) {
  return (
    ssvc && {
      exploitation: ssvc.exploitation,
      automatable: ssvc.automatable,
      totalImpact: ssvc.totalImpact,
      writtenAt: ssvc.writtenAt,
    }
  );
}

/** What is kept of CVE records, with the history of CISA's SSVC values. */
export class CveRecordStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): CveRecordStore {
    return new CveRecordStore(options);
  }

  /** The records of these CVEs that are known, by CVE. */
  async get(
    cves: readonly string[],
    transaction?: Knex.Transaction,
  ): Promise<Map<string, StoredCveRecord>> {
    const database = transaction ?? this.#database;
    const query = database<CveRecordRow>('cve_records').select('*');
    whereInValues(query, 'cve', cves);
    const rows: CveRecordRow[] = await query;
    const values = await readSsvc(
      database,
      rows.map(({ cve }) => cve),
    );
    return new Map(
      rows.map(row => [row.cve, fromRow(row, values.get(row.cve) ?? [])]),
    );
  }

  /** Hashes of what is stored, to leave out what has not changed. */
  async listHashes(): Promise<string[]> {
    const hashes: string[] = [];
    let after = '';
    for (;;) {
      const rows: Pick<CveRecordRow, 'cve' | 'content_hash'>[] =
        await this.#database<CveRecordRow>('cve_records')
          .where('cve', '>', after)
          .orderBy('cve')
          .limit(PAGE)
          .select('cve', 'content_hash');
      for (const row of rows) {
        hashes.push(row.content_hash);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) {
        return hashes;
      }
      after = last.cve;
      await this.#pace.rest();
    }
  }

  /** The CVEs of all records, in order. */
  async list(): Promise<string[]> {
    const rows = await this.#database<CveRecordRow>('cve_records')
      .select('cve')
      .orderBy('cve');
    return rows.map(({ cve }) => cve);
  }

  /** Number of records, and the newest instant in them. */
  async summary(): Promise<{ records: number; revisedAt?: string }> {
    const [row]: { records: number | string; revised_at: string | null }[] =
      await this.#database('cve_records')
        .count({ records: 'cve' })
        .max({ revised_at: 'revised_at' });
    return {
      records: Number(row.records),
      revisedAt: row.revised_at ?? undefined,
    };
  }

  /** Which of these CVEs have a record. */
  async present(cves: readonly string[]): Promise<Set<string>> {
    const query = this.#database<CveRecordRow>('cve_records').select('cve');
    whereInValues(query, 'cve', cves);
    const rows: { cve: string }[] = await query;
    return new Set(rows.map(({ cve }) => cve));
  }

  /**
   * Writes records. An older one replaces nothing, but its SSVC value enters the history; a rejected
   * one takes the place of all that was known.
   *
   * @returns whether anything changed
   */
  async save(
    transaction: Knex.Transaction,
    options: { records: readonly CveRecordInput[]; at: string },
  ): Promise<boolean> {
    const { records, at } = options;
    let isChanged = false;
    for (let start = 0; start < records.length; start += CHUNK) {
      // Of two records of one CVE in a batch the newer one counts.
      const chunk = new Map<string, CveRecordInput>();
      const values: CveRecordInput[] = [];
      for (const record of records.slice(start, start + CHUNK)) {
        const other = chunk.get(record.cve);
        values.push(record);
        if (!other || other.revisedAt <= record.revisedAt) {
          chunk.set(record.cve, record);
        }
      }
      isChanged =
        (await this.#saveChunk(transaction, { chunk, values, at })) ||
        isChanged;
      await this.#pace.rest();
    }
    return isChanged;
  }

  async #saveChunk(
    transaction: Knex.Transaction,
    options: {
      chunk: ReadonlyMap<string, CveRecordInput>;
      values: readonly CveRecordInput[];
      at: string;
    },
  ): Promise<boolean> {
    const { chunk, values, at } = options;
    const stored = await this.get([...chunk.keys()], transaction);
    const rows: CveRecordRow[] = [];
    const retired = new Set<string>();
    let isChanged = false;
    for (const record of chunk.values()) {
      const before = stored.get(record.cve);
      const isOutdated = before && before.revisedAt > record.revisedAt;
      if ((isOutdated ? before : record).state === 'rejected') {
        retired.add(record.cve);
      }
      if (isOutdated) {
        continue;
      }
      const row = toRow(record, before, at);
      const isNew = !before || essence(fromRow(row, [])) !== essence(before);
      isChanged ||= isNew;
      if (isNew || record.contentHash !== '') {
        rows.push(row);
      }
    }
    if (rows.length > 0) {
      await transaction('cve_records').insert(rows).onConflict('cve').merge();
    }
    const history = new Map<string, object>();
    for (const { cve, ssvc } of values) {
      const isKnown = stored
        .get(cve)
        ?.ssvc.some(each => isDeepStrictEqual({ ...each }, withKeys(ssvc)));
      if (ssvc && !retired.has(cve) && !isKnown) {
        history.set(`${cve} ${ssvc.writtenAt}`, {
          cve,
          written_at: ssvc.writtenAt,
          exploitation: ssvc.exploitation,
          automatable: ssvc.automatable ?? null,
          total_impact: ssvc.totalImpact ?? null,
        });
      }
    }
    if (history.size > 0) {
      await transaction('cve_ssvc')
        .insert([...history.values()])
        .onConflict(['cve', 'written_at'])
        .merge();
    }
    if (retired.size > 0) {
      const query = transaction('cve_ssvc');
      whereInValues(query, 'cve', [...retired]);
      await query.delete();
    }
    return isChanged || history.size > 0;
  }
}

function toRow(
  record: CveRecordInput,
  before: StoredCveRecord | undefined,
  at: string,
): CveRecordRow {
  const { cvss } = record;
  const since = before?.cvss?.addedOn;
  // CISA dates what it writes anew with each change; the score was there since the first of them.
  const isSame =
    cvss?.addedOn !== undefined &&
    since !== undefined &&
    since < cvss.addedOn &&
    before?.cvss?.vector === cvss.vector;
  return {
    cve: record.cve,
    state: record.state,
    assigner: record.assigner,
    published_on: record.publishedOn ?? null,
    revised_at: record.revisedAt,
    cvss: cvss
      ? JSON.stringify(isSame ? { ...cvss, addedOn: since } : cvss)
      : null,
    cwes: JSON.stringify(record.cwes),
    affected: JSON.stringify(record.affected),
    description: record.description,
    listed: record.listed || (before?.listed ?? false),
    content_hash: record.contentHash,
    changed_at: at,
  };
}
