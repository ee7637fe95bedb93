import type { StreamProfile } from '@patch-risk/model';
import type { Knex } from 'knex';

/** A metric on the devices of one model. */
export interface ProfileKey {
  vendor: string;
  model: string;
  metric: string;
}

/** What the streams of a metric on devices of one model have in common. */
export class ProfileStore {
  private constructor() {}

  static create(): ProfileStore {
    return new ProfileStore();
  }

  async find(
    transaction: Knex.Transaction,
    key: ProfileKey,
  ): Promise<StreamProfile | undefined> {
    const row: { profile: string } | undefined = await transaction(
      'detector_profiles',
    )
      .select('profile')
      .where({ ...key })
      .first();
    return row && row.profile !== '' ? JSON.parse(row.profile) : undefined;
  }

  /** Replaces a profile by what `change` makes of it; of two transactions the second continues where the first ended. */
  async change(
    transaction: Knex.Transaction,
    key: ProfileKey,
    change: (profile: StreamProfile | undefined) => StreamProfile,
  ): Promise<void> {
    await transaction('detector_profiles')
      .insert({ ...key, profile: '' })
      .onConflict(['vendor', 'model', 'metric'])
      .ignore();
    const query = transaction('detector_profiles')
      .select('profile')
      .where({ ...key })
      .first();
    const row: { profile: string } | undefined = await (transaction.client
      .config.client === 'pg'
      ? query.forUpdate()
      : query);
    const known =
      row && row.profile !== '' ? JSON.parse(row.profile) : undefined;
    await transaction('detector_profiles')
      .where({ ...key })
      .update({ profile: JSON.stringify(change(known)) });
  }
}
