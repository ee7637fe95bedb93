import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import type { Clock } from './Clock';

/** The real time, or the date of `patchRisk.asOf`, at which the clock then stands still. */
export class SystemClock implements Clock {
  readonly #pinnedAt: Date | undefined;

  /** @throws InputError when `patchRisk.asOf` is no ISO date or instant */
  static fromConfig(config: Config): SystemClock {
    const value = config.getOptional('patchRisk.asOf');
    if (value === undefined) {
      return new SystemClock(undefined);
    }
    const instant =
      typeof value === 'string'
        ? DateTime.fromISO(value, { zone: 'utc' })
        : undefined;
    if (!instant?.isValid) {
      throw new InputError(
        `patchRisk.asOf: ${JSON.stringify(
          value,
        )} is not a date; write it as YYYY-MM-DD, in quotes`,
      );
    }
    // A bare date means its end, so that facts dated on that day are known.
    const isBareDate = /^\d{4}-\d\d-\d\d$/.test(String(value));
    return new SystemClock(
      (isBareDate ? instant.endOf('day') : instant).toJSDate(),
    );
  }

  private constructor(pinnedAt: Date | undefined) {
    this.#pinnedAt = pinnedAt;
  }

  get pinned(): boolean {
    return this.#pinnedAt !== undefined;
  }

  now(): Date {
    return this.#pinnedAt ?? new Date();
  }
}
