import { createHash } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import type {
  SuppressionMatch,
  SuppressionRule,
  SuppressionSettings,
} from './SuppressionRule';

const RULES = 'patchRisk.suppressionRules';
const MAXIMUM = 'patchRisk.suppression.maximumDays';
const MATCHED = ['cve', 'vendor', 'model', 'zone', 'component'] as const;
const LONGEST_REASON = 1000;

function readText(
  item: Config,
  options: { path: string; key: string; maximum: number },
): string | undefined {
  const { key, maximum, path } = options;
  const value = item.getOptional(key);
  if (value === undefined) {
    return undefined;
  }
  if (
    typeof value !== 'string' ||
    value.trim() === '' ||
    value.length > maximum
  ) {
    throw new InputError(
      `${path}.${key}: ${JSON.stringify(
        value,
      )} is no text that can be used; give 1 to ${maximum} characters`,
    );
  }
  return value.trim();
}

function readRule(item: Config, path: string): SuppressionRule {
  const match: SuppressionMatch = {};
  for (const key of MATCHED) {
    const value = readText(item, { path, key, maximum: 200 });
    if (value !== undefined) match[key] = value;
  }
  if (Object.keys(match).length === 0) {
    throw new InputError(
      `${path}: names nothing to set aside; give at least one of ${MATCHED.join(
        ', ',
      )}`,
    );
  }
  if (match.cve !== undefined && !/^CVE-\d{4}-\d{4,}$/i.test(match.cve)) {
    throw new InputError(
      `${path}.cve: "${match.cve}" is no CVE; write one like CVE-2026-0001`,
    );
  }
  if (match.cve !== undefined) match.cve = match.cve.toUpperCase();
  if (
    match.component !== undefined &&
    match.cve === undefined &&
    match.vendor === undefined
  ) {
    throw new InputError(
      `${path}.component: "${match.component}" alone would be looked for in every finding; name cve or vendor as well`,
    );
  }
  const reason = readText(item, {
    path,
    key: 'reason',
    maximum: LONGEST_REASON,
  });
  if (reason === undefined) {
    throw new InputError(
      `${path}.reason: is missing; say why these findings need no work`,
    );
  }
  const expires = item.getOptional('expires');
  if (
    typeof expires !== 'string' ||
    !/^\d{4}-\d{2}-\d{2}$/.test(expires) ||
    !DateTime.fromISO(expires, { zone: 'utc' }).isValid
  ) {
    throw new InputError(
      `${path}.expires: ${JSON.stringify(
        expires,
      )} is no day; write the last day on which the rule holds, like '2027-06-30'`,
    );
  }
  return {
    id: createHash('sha256')
      .update(JSON.stringify(MATCHED.map(key => match[key] ?? '')))
      .digest('hex')
      .slice(0, 12),
    match,
    reason,
    expires,
  };
}

/**
 * Reads `patchRisk.suppression` and `patchRisk.suppressionRules`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readSuppressionSettings(config: Config): SuppressionSettings {
  const maximumDays = config.getOptional(MAXIMUM) ?? 180;
  if (
    typeof maximumDays !== 'number' ||
    !Number.isInteger(maximumDays) ||
    maximumDays < 1 ||
    maximumDays > 3650
  ) {
    throw new InputError(
      `${MAXIMUM}: ${JSON.stringify(
        maximumDays,
      )} is not what it must be; give a whole number of days from 1 to 3650`,
    );
  }
  const rules = (config.getOptionalConfigArray(RULES) ?? []).map(
    (item, position) => readRule(item, `${RULES}[${position}]`),
  );
  const positions = new Map<string, number>();
  for (const [position, { id }] of rules.entries()) {
    const first = positions.get(id);
    if (first !== undefined) {
      throw new InputError(
        `${RULES}[${position}]: matches the same as ${RULES}[${first}]; keep one of them`,
      );
    }
    positions.set(id, position);
  }
  return { maximumDays, rules };
}
