import type { RollUp } from '@patch-risk/backstage-plugin-patch-risk-common';
import { riskIndex } from '@patch-risk/model';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

interface BandRow {
  band: keyof RollUp['bands'];
  count: number | string;
  loss: number | null;
}

/** Sums over devices. Devices that are not assessed are counted apart and add nothing, not even a zero. */
export class RollUpStore {
  readonly #database: Knex;

  static create(options: { database: Knex }) {
    return new RollUpStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * @param refs - entity refs of the devices to sum up
   * @param today - date from which on a due date in the past is overdue
   */
  async get(
    refs: string[],
    today: string,
  ): Promise<Omit<RollUp, 'entityRef' | 'top'>> {
    const bandRows: Knex.QueryBuilder = this.#database('assessments')
      .where('state', 'assessed')
      .groupBy('band')
      .select('band')
      .count({ count: 'device_ref' })
      .sum({ loss: 'loss' });
    whereInValues(bandRows, 'device_ref', refs);
    const taskRows: Knex.QueryBuilder = this.#database('tasks')
      .whereIn('status', ['open', 'awaiting_verification'])
      .whereIn('id', inner => {
        inner.select('task_id').from('task_devices');
        whereInValues(inner, 'device_ref', refs);
      })
      .select('due_date');
    const [found, tasks]: [BandRow[], { due_date: string }[]] =
      await Promise.all([bandRows, taskRows]);
    const bands: RollUp['bands'] = { critical: 0, high: 0, medium: 0, low: 0 };
    let loss = 0;
    let assessedCount = 0;
    for (const row of found) {
      bands[row.band] = Number(row.count);
      assessedCount += Number(row.count);
      loss += Number(row.loss ?? 0);
    }
    return {
      deviceCount: refs.length,
      assessedCount,
      notAssessedCount: refs.length - assessedCount,
      bands,
      ...(assessedCount > 0 && {
        loss,
        index: riskIndex(loss),
        probability: -Math.expm1(-loss),
      }),
      openTaskCount: tasks.length,
      overdueTaskCount: tasks.filter(task => task.due_date < today).length,
    };
  }
}
