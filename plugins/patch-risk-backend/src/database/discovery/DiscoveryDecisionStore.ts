import type { DiscoveryDecision } from '@patch-risk/backstage-plugin-patch-risk-common';
import { aliasKey, type DeviceDecision } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../cursor';
import { whereInValues } from '../whereInValues';
import { hashLabel } from './hashLabel';
import { inChunks } from './inChunks';
import type { DecisionRow } from './readDecisionRow';

const CHUNK = 400;

/** Keys of the devices that a decision is about. */
function keysOf(decision: DeviceDecision): string[] {
  if (decision.kind === 'alias') return [];
  return 'devices' in decision ? decision.devices : [decision.device];
}

/** What people decided, and what it is still to be applied to. */
export class DiscoveryDecisionStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoveryDecisionStore {
    return new DiscoveryDecisionStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Instant of the newest decision. */
  async newestAt(): Promise<string | undefined> {
    const row = await this.#database('discovery_decisions')
      .max({ at: 'decided_at' })
      .first();
    return row?.at ?? undefined;
  }

  /** Keeps decisions, and marks what they concern. */
  async add(
    decisions: readonly { id: string; decision: DeviceDecision }[],
  ): Promise<void> {
    await this.#database.transaction(async transaction => {
      for (const { id, decision } of decisions) {
        const [a, b] = keysOf(decision);
        const alias = decision.kind === 'alias' ? decision : undefined;
        await transaction('discovery_decisions').insert({
          id,
          kind: decision.kind,
          device_a: a ?? null,
          device_b: b ?? null,
          field: alias?.field ?? null,
          written: alias?.written ?? null,
          value: alias?.value ?? null,
          decided_by: decision.by,
          decided_at: decision.at,
        });
        await this.#mark(transaction, id, decision);
      }
    });
  }

  /** @returns whether it was in force */
  async takeBack(
    id: string,
    options: { by: string; at: string; decision: DeviceDecision },
  ): Promise<boolean> {
    return this.#database.transaction(async transaction => {
      const taken = await transaction('discovery_decisions')
        .where({ id })
        .whereNull('taken_back_at')
        .update({ taken_back_by: options.by, taken_back_at: options.at });
      if (taken === 1) await this.#mark(transaction, id, options.decision);
      return taken === 1;
    });
  }

  async #mark(
    transaction: Knex.Transaction,
    decisionId: string,
    decision: DeviceDecision,
  ): Promise<void> {
    // Who has read what was decided before must not write it, nor take the mark away.
    await transaction('discovery_state').increment('revision', 1);
    const query =
      decision.kind === 'alias'
        ? transaction('discovery_texts')
            .distinct('observation_id')
            .where(
              'text',
              hashLabel(aliasKey(decision.field, decision.written)),
            )
        : transaction('discovery_labels')
            .distinct('observation_id')
            .where('scope', '')
            .whereIn('label', keysOf(decision));
    const rows: { observation_id: string }[] = await query;
    const dirty = rows.map(row => ({
      observation_id: row.observation_id,
      decision_id: decisionId,
    }));
    for (const chunk of inChunks(dirty, CHUNK)) {
      await transaction('discovery_dirty')
        .insert(chunk)
        .onConflict('observation_id')
        .merge();
    }
  }

  /** Observations whose devices are to be built anew. */
  async dirty(limit: number): Promise<string[]> {
    const rows: { observation_id: string }[] = await this.#database(
      'discovery_dirty',
    )
      .orderBy('observation_id')
      .limit(limit)
      .select('observation_id');
    return rows.map(row => row.observation_id);
  }

  async get(id: string): Promise<DecisionRow | undefined> {
    return this.#database<DecisionRow>('discovery_decisions')
      .where({ id })
      .first();
  }

  async views(ids: readonly string[]): Promise<DiscoveryDecision[]> {
    const query = this.#database<DecisionRow>('discovery_decisions')
      .orderBy('sequence')
      .select('*');
    whereInValues(query, 'id', ids);
    return this.#toViews(await query);
  }

  /** Of devices by any key that they have or had, the newest first. */
  async ofDevices(keys: readonly string[]): Promise<DiscoveryDecision[]> {
    const query = this.#database<DecisionRow>('discovery_decisions')
      .orderBy('sequence', 'desc')
      .limit(100)
      .where(either => {
        either.where(own => whereInValues(own, 'device_a', keys));
        either.orWhere(own => whereInValues(own, 'device_b', keys));
      });
    return this.#toViews(await query);
  }

  /** The newest first. @throws InputError when the cursor is none of ours */
  async list(options: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: DiscoveryDecision[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const query = this.#database<DecisionRow>('discovery_decisions')
      .orderBy('sequence', 'desc')
      .limit(limit + 1);
    if (cursor !== undefined) {
      query.where('sequence', '<', decodeCursor(cursor)[0]);
    }
    const rows: DecisionRow[] = await query;
    const shown = rows.slice(0, limit);
    return {
      items: await this.#toViews(shown),
      nextCursor:
        rows.length > limit
          ? encodeCursor([Number(shown[shown.length - 1].sequence), ''])
          : undefined,
    };
  }

  async #toViews(rows: readonly DecisionRow[]): Promise<DiscoveryDecision[]> {
    const query = this.#database('discovery_dirty')
      .select('decision_id')
      .count({ count: '*' })
      .groupBy('decision_id');
    whereInValues(
      query,
      'decision_id',
      rows.map(({ id }) => id),
    );
    const counts: { decision_id?: string; count?: string | number }[] =
      await query;
    const pending = new Map<string, number>(
      counts.map(row => [String(row.decision_id), Number(row.count)]),
    );
    return rows.map(row => ({
      id: row.id,
      kind: row.kind,
      devices: [row.device_a, row.device_b].flatMap(key => key ?? []),
      field: row.field ?? undefined,
      written: row.written ?? undefined,
      value: row.value ?? undefined,
      by: row.decided_by,
      at: row.decided_at,
      takenBackBy: row.taken_back_by ?? undefined,
      takenBackAt: row.taken_back_at ?? undefined,
      pending: pending.get(row.id) ?? 0,
    }));
  }
}
