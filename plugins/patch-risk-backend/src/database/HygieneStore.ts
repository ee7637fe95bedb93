import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { ScoreTables } from '@patch-risk/model';
import type { Knex } from 'knex';
import { gradeHygiene, type HygieneGrade } from '../hygiene/gradeHygiene';
import type { HygieneReport, HygieneSignal } from '../hygiene/HygieneSignal';
import { gradeColumns, isGradedAs, type HygieneRow } from './hygieneRow';
import type { NewOutcomeEvent, OutcomeEventStore } from './OutcomeEventStore';
import { whereInValues } from './whereInValues';

/** What a report changed; a report of what is known already changes nothing. */
export interface HygieneFigures {
  opened: number;
  changed: number;
  closed: number;
  /** Devices that were reported on and are not known. */
  unknownDevices: string[];
}

const CHUNK = 50;
const LONGEST_TITLE = 500;
const MOST_FACTS = 20;
/** What stays as it is is written once a day, to show that it was seen again. */
const TOUCH_AFTER_MS = 24 * 60 * 60 * 1000;

function idOf(
  report: HygieneReport,
  signal: Pick<HygieneSignal, 'key'>,
): string {
  const { deviceRef, kind, source } = report;
  return createHash('sha256')
    .update(JSON.stringify([deviceRef, kind, source, signal.key]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Conditions of devices that are no vulnerability: end of support, insecure protocols, default passwords that a scan
 * reported, drift from a baseline, isolation that does not hold.
 */
export class HygieneStore {
  readonly #tables: ScoreTables['impact'];
  readonly #outcomes: OutcomeEventStore;

  private constructor(options: Parameters<typeof HygieneStore.create>[0]) {
    this.#tables = options.tables.impact;
    this.#outcomes = options.outcomes;
  }

  static create(options: {
    outcomes: OutcomeEventStore;
    tables: Pick<ScoreTables, 'impact'>;
  }): HygieneStore {
    return new HygieneStore(options);
  }

  /**
   * Brings what is stored in line with what a source sees now, in the transaction of the caller.
   *
   * 1. A new signal opens a finding; one that is back opens the finding that it had.
   * 2. A signal of the same device, kind and source that is not in the report is gone: its finding closes.
   * 3. What did not change is not written; so the same report may come as often as it likes.
   *
   * @param options - at most one report for a device, kind and source; `at` is the instant of the clock
   */
  async report(
    transaction: Knex.Transaction,
    options: { reports: readonly HygieneReport[]; at: string },
  ): Promise<HygieneFigures> {
    const figures: HygieneFigures = {
      opened: 0,
      changed: 0,
      closed: 0,
      unknownDevices: [],
    };
    const { at } = options;
    const known = await this.#fields(
      transaction,
      options.reports.map(({ deviceRef }) => deviceRef),
    );
    const stored = await this.#stored(transaction, options.reports);
    const rows: HygieneRow[] = [];
    const events: NewOutcomeEvent[] = [];
    const seen: string[] = [];
    const touchBefore = new Date(Date.parse(at) - TOUCH_AFTER_MS).toISOString();
    for (const report of options.reports) {
      const fields = known.get(report.deviceRef);
      if (!fields) {
        figures.unknownDevices.push(report.deviceRef);
        continue;
      }
      const present = new Set<string>();
      const gone =
        report.gone && new Set(report.gone.map(key => idOf(report, { key })));
      for (const signal of report.signals) {
        const id = idOf(report, signal);
        present.add(id);
        const before = stored.get(id);
        const grade = gradeHygiene({
          tables: this.#tables,
          fields,
          kind: report.kind,
          reach: signal.reach,
          ceiling: signal.ceiling,
        });
        const row = this.#rowOf({ id, report, signal, grade, before, at });
        if (row) {
          rows.push(row);
          const type = this.#typeOf(before);
          figures[type === 'hygiene-opened' ? 'opened' : 'changed'] += 1;
          events.push(this.#event(type, row));
        } else if (before && before.last_seen_at < touchBefore) {
          seen.push(id);
        }
      }
      for (const row of stored.values()) {
        const isOfReport =
          row.device_ref === report.deviceRef &&
          row.kind === report.kind &&
          row.source === report.source;
        const isGone = gone ? gone.has(row.id) : !present.has(row.id);
        if (isOfReport && row.closed_at === null && isGone) {
          rows.push({ ...row, changed_at: at, closed_at: at });
          figures.closed += 1;
          events.push(this.#event('hygiene-closed', row));
        }
      }
    }
    await this.#save(transaction, rows);
    if (seen.length > 0) {
      const touched = transaction('hygiene_findings').update({
        last_seen_at: at,
      });
      whereInValues(touched, 'id', seen);
      await touched;
    }
    await this.#outcomes.append(transaction, events, at);
    return figures;
  }

  /** Grades the open findings of devices again, after what the catalog says of them changed. @returns how many moved */
  async regrade(
    transaction: Knex.Transaction,
    options: { deviceRefs: readonly string[]; at: string },
  ): Promise<number> {
    const query = transaction<HygieneRow>('hygiene_findings')
      .whereNull('closed_at')
      .select('*');
    whereInValues(query, 'device_ref', options.deviceRefs);
    const rows: HygieneRow[] = await query;
    const known = await this.#fields(
      transaction,
      rows.map(row => row.device_ref),
    );
    const moved: HygieneRow[] = [];
    for (const row of rows) {
      const fields = known.get(row.device_ref);
      const grade =
        fields &&
        gradeHygiene({
          tables: this.#tables,
          fields,
          kind: row.kind,
          reach: row.reported_reach ?? undefined,
          ceiling: row.ceiling ?? undefined,
        });
      if (grade && !isGradedAs(row, grade)) {
        moved.push({ ...row, ...gradeColumns(grade), changed_at: options.at });
      }
    }
    await this.#save(transaction, moved);
    await this.#outcomes.append(
      transaction,
      moved.map(row => this.#event('hygiene-changed', row)),
      options.at,
    );
    return moved.length;
  }

  /** Closes what is open on devices that are gone. @returns how many closed */
  async closeAll(
    transaction: Knex.Transaction,
    options: { deviceRefs: readonly string[]; at: string },
  ): Promise<number> {
    const query = transaction<HygieneRow>('hygiene_findings')
      .whereNull('closed_at')
      .select('*');
    whereInValues(query, 'device_ref', options.deviceRefs);
    const rows: HygieneRow[] = await query;
    const { at } = options;
    await this.#save(
      transaction,
      rows.map(row => ({ ...row, changed_at: at, closed_at: at })),
    );
    await this.#outcomes.append(
      transaction,
      rows.map(row => this.#event('hygiene-closed', row)),
      at,
    );
    return rows.length;
  }

  /** The row to write; undefined when everything is as it was. */
  #rowOf(options: {
    id: string;
    report: HygieneReport;
    signal: HygieneSignal;
    grade: HygieneGrade;
    before?: HygieneRow;
    at: string;
  }): HygieneRow | undefined {
    const { at, before, grade, id, report, signal } = options;
    if (signal.facts.length > MOST_FACTS) {
      throw new InputError(
        `facts: ${signal.facts.length} of the signal "${signal.key}" on ${report.deviceRef}; give at most ${MOST_FACTS}`,
      );
    }
    const title = signal.title.slice(0, LONGEST_TITLE);
    const details = JSON.stringify(signal.facts);
    const isSame =
      before !== undefined &&
      before.closed_at === null &&
      before.title === title &&
      before.details === details &&
      before.reported_reach === (signal.reach ?? null) &&
      before.ceiling === (signal.ceiling ?? null) &&
      isGradedAs(before, grade);
    if (isSame) {
      return undefined;
    }
    return {
      id,
      device_ref: report.deviceRef,
      kind: report.kind,
      source: report.source,
      signal_key: signal.key,
      title,
      details,
      reported_reach: signal.reach ?? null,
      ceiling: signal.ceiling ?? null,
      ...gradeColumns(grade),
      first_seen_at: before?.first_seen_at ?? at,
      last_seen_at: at,
      changed_at: at,
      closed_at: null,
    };
  }

  #typeOf(before: HygieneRow | undefined) {
    return before === undefined || before.closed_at !== null
      ? ('hygiene-opened' as const)
      : ('hygiene-changed' as const);
  }

  #event(type: NewOutcomeEvent['type'], row: HygieneRow): NewOutcomeEvent {
    return {
      type,
      subject: row.id,
      deviceRef: row.device_ref,
      payload: {
        kind: row.kind,
        source: row.source,
        key: row.signal_key,
        severity: row.severity,
        reach: row.reach,
      },
    };
  }

  async #fields(transaction: Knex.Transaction, refs: readonly string[]) {
    const query = transaction('devices')
      .whereNull('gone_at')
      .select('entity_ref', 'fields');
    whereInValues(query, 'entity_ref', [...new Set(refs)]);
    const rows: { entity_ref: string; fields: string }[] = await query;
    return new Map(rows.map(row => [row.entity_ref, JSON.parse(row.fields)]));
  }

  /** What was stored of the devices that are reported on, locked where the engine can. */
  async #stored(
    transaction: Knex.Transaction,
    reports: readonly HygieneReport[],
  ): Promise<Map<string, HygieneRow>> {
    const query = transaction<HygieneRow>('hygiene_findings')
      .select('*')
      .orderBy('id')
      .forUpdate();
    whereInValues(query, 'device_ref', [
      ...new Set(reports.map(({ deviceRef }) => deviceRef)),
    ]);
    const rows: HygieneRow[] = await query;
    return new Map(rows.map(row => [row.id, row]));
  }

  async #save(transaction: Knex.Transaction, rows: readonly HygieneRow[]) {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await transaction('hygiene_findings')
        .insert(rows.slice(start, start + CHUNK))
        .onConflict('id')
        .merge();
    }
  }
}
