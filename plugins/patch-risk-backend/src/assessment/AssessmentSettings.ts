import type { Config } from '@backstage/config';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ScoreTables } from '@patch-risk/model';
import { Duration } from 'luxon';
import { readTrusts } from '../feeds/intelligence/readTrusts';
import { readPlanningPolicy } from '../planning/readPlanningPolicy';
import { readScoreTables } from './readScoreTables';

const ROOT = 'patchRisk.assessment';

/** What configuration says about assessments. */
export interface AssessmentSettings {
  tables: ScoreTables;
  /** Trust in each source of threat intelligence by feed id, in [0, 1]. */
  trusts: Record<string, number>;
  /** Days of the service level of each class, as planning has them. */
  slaDays: Record<RiskBand, number>;
  /** Points of the index by which a value must move for history and events. */
  moveThreshold: number;
  historyRetention: Duration;
  inventoryMaximumAge: Duration;
  epssMaximumAge: Duration;
  /** Findings that one worker task takes at a time. */
  chunkFindings: number;
  /** EPSS is demo data: its age counts from its own snapshot date. */
  isEpssDemo: boolean;
  appBaseUrl: string;
}

function readDuration(
  config: Config,
  key: string,
  fallback: { days: number },
): Duration {
  const path = `${ROOT}.${key}`;
  if (!config.has(path)) {
    return Duration.fromObject(fallback);
  }
  let duration: Duration;
  try {
    duration = Duration.fromObject(
      readDurationFromConfig(config, { key: path }),
    );
  } catch (error) {
    throw new InputError(
      `${path} is ${JSON.stringify(
        config.getOptional(path),
      )}; give a duration such as { days: ${fallback.days} }`,
      error,
    );
  }
  if (duration.toMillis() <= 0) {
    throw new InputError(
      `${path} is ${duration.toISO()}; give a duration above 0, such as { days: ${
        fallback.days
      } }`,
    );
  }
  return duration;
}

function readNumber(
  config: Config,
  key: string,
  options: { fallback: number; lowest: number; highest: number },
): number {
  const { fallback, lowest, highest } = options;
  const value = config.getOptionalNumber(`${ROOT}.${key}`) ?? fallback;
  if (!(value >= lowest && value <= highest)) {
    throw new InputError(
      `${ROOT}.${key} is ${value}; give a number from ${lowest} to ${highest}, or leave it out for ${fallback}`,
    );
  }
  return value;
}

/**
 * Reads `patchRisk.assessment`, and the service levels of `patchRisk.planning`.
 *
 * @param config - the root config
 * @throws InputError naming key, value and remedy
 */
export function readAssessmentSettings(config: Config): AssessmentSettings {
  return {
    tables: readScoreTables(config.getOptional(`${ROOT}.tables`)),
    trusts: readTrusts(config),
    slaDays: readPlanningPolicy(config).slaDays,
    moveThreshold: readNumber(config, 'moveThreshold', {
      fallback: 1,
      lowest: 0,
      highest: 100,
    }),
    historyRetention: readDuration(config, 'historyRetention', { days: 400 }),
    inventoryMaximumAge: readDuration(config, 'inventoryMaximumAge', {
      days: 30,
    }),
    epssMaximumAge: readDuration(config, 'epssMaximumAge', { days: 7 }),
    chunkFindings: Math.round(
      readNumber(config, 'chunkFindings', {
        fallback: 1000,
        lowest: 1,
        highest: 100_000,
      }),
    ),
    isEpssDemo:
      config.getOptionalBoolean('patchRisk.feeds.epss.demo') ??
      config.getOptionalBoolean('patchRisk.demo') ??
      false,
    appBaseUrl: config.getOptionalString('app.baseUrl') ?? '',
  };
}
