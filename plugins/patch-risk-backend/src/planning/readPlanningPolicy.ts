import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import { IANAZone } from 'luxon';
import { holidayRegion } from './holidayRegion';
import type { ClockStart, PlanningPolicy } from './PlanningPolicy';

const KEY = 'patchRisk.planning';
const STANDARD_DAYS: Record<RiskBand, number> = {
  critical: 15,
  high: 30,
  medium: 90,
  low: 180,
};
const DAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

function refuse(key: string, value: unknown, remedy: string): never {
  throw new InputError(`${KEY}.${key}: ${JSON.stringify(value)} ${remedy}`);
}

function readSlaDays(config: Config): Record<RiskBand, number> {
  const slaDays = { ...STANDARD_DAYS };
  for (const band of Object.keys(STANDARD_DAYS) as RiskBand[]) {
    const key = `slaDays.${band}`;
    const value = config.getOptional(`${KEY}.${key}`) ?? STANDARD_DAYS[band];
    if (
      typeof value !== 'number' ||
      !Number.isInteger(value) ||
      value < 1 ||
      value > 3650
    ) {
      refuse(
        key,
        value,
        'is not what it must be; give a whole number of days from 1 to 3650',
      );
    }
    slaDays[band] = value;
  }
  return slaDays;
}

function readClockStart(config: Config): ClockStart {
  const value = config.getOptional(`${KEY}.clockStart`) ?? 'first-finding';
  if (value !== 'first-finding' && value !== 'fix-available') {
    refuse(
      'clockStart',
      value,
      'is neither first-finding nor fix-available; use one of them',
    );
  }
  return value;
}

function readTimeZone(config: Config): string {
  const value = config.getOptional(`${KEY}.calendar.timeZone`) ?? 'UTC';
  if (typeof value !== 'string' || !IANAZone.isValidZone(value)) {
    refuse(
      'calendar.timeZone',
      value,
      'is no IANA time zone; write one like Europe/Berlin',
    );
  }
  return value;
}

function readHolidays(config: Config): string | undefined {
  const value = config.getOptional(`${KEY}.calendar.holidays`);
  if (
    value !== undefined &&
    (typeof value !== 'string' || holidayRegion(value) === undefined)
  ) {
    refuse(
      'calendar.holidays',
      value,
      'names no known calendar; write a country, or country and state, like DE or DE-BY',
    );
  }
  return value;
}

function readWeekend(config: Config): number[] {
  const value = config.getOptional(`${KEY}.calendar.weekend`) ?? [
    'saturday',
    'sunday',
  ];
  if (!Array.isArray(value) || value.length > 6) {
    refuse(
      'calendar.weekend',
      value,
      'is no such list; give at most six days of the week',
    );
  }
  return value.map(name => {
    const index = DAY_NAMES.indexOf(String(name).toLowerCase());
    return index < 0
      ? refuse(
          'calendar.weekend',
          name,
          `is no day of the week; use ${DAY_NAMES.join(', ')}`,
        )
      : index + 1;
  });
}

/**
 * Reads `patchRisk.planning`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readPlanningPolicy(config: Config): PlanningPolicy {
  return {
    slaDays: readSlaDays(config),
    clockStart: readClockStart(config),
    defaultTimeZone: readTimeZone(config),
    defaultHolidays: readHolidays(config),
    weekend: readWeekend(config),
  };
}
