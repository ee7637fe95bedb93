import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FixForecasts } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/FixForecasts';
import { CurveShelf } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/CurveShelf';
import { shippedForecasters } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/Forecasters';
import { MatchSourceStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/MatchSourceStore';
import {
  readAssessVulnerability,
  type AssessVulnerabilityRow,
} from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/readAssessVulnerability';
import { FixFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixFactStore';
import { FeedRefresher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/FeedRefresher';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import type { FixForecastInput } from '@patch-risk/model';
import {
  otFixRows,
  type OtFixRow,
} from '@patch-risk/model/scripts/model/fix/otFixRows';
import { disclosureCase } from '@patch-risk/model/src/forecast/fix/disclosureCase';
import {
  OT_FIX_FEATURE_NAMES,
  otFixFeatures,
} from '@patch-risk/model/src/forecast/fix/otFixFeatures';
import { OtFixHistory } from '@patch-risk/model/src/forecast/fix/OtFixHistory';
import { shippedOtFixModel } from '@patch-risk/model/src/forecast/fix/shippedOtFixModel';
import knexFactory, { type Knex } from 'knex';
import { root } from '../harness/root';

jest.setTimeout(480_000);

const DATA = resolve(root, '../shared/data/csaf_ics');
const DOCUMENTS = join(DATA, 'csaf_cisa_ot_it_until_2023.jsonl.gz');
const ROWS = 1000;

const squeezed = (text: string) => text.replace(/\s+/g, '');

/** Takes the documents in as the product does. */
async function takeIn(database: Knex): Promise<void> {
  await database.migrate.latest({
    directory: join(root, 'plugins/patch-risk-backend/migrations'),
  });
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  try {
    await FeedRefresher.fromConfig({
      config: new ConfigReader({
        patchRisk: {
          workers: { mainThreadShare: 1 },
          feeds: { csaf: [{ id: 'cisa', path: DOCUMENTS }] },
        },
      }),
      logger: mockServices.logger.mock(),
      database,
      clock: { now: () => new Date('2024-10-25T00:00:00Z'), pinned: true },
      workers,
    }).refresh('csaf-cisa');
  } finally {
    await workers.close();
  }
}

/** What the product asks of the fix forecast where the advisory of a training row says nothing of a fix. */
async function servedInput(
  database: Knex,
  { advisory, fixCase }: OtFixRow,
): Promise<FixForecastInput | undefined> {
  const text = fixCase.productsAffectedText ?? '';
  const candidates: { id: number; product: string; version_range?: string }[] =
    await database('advisory_products')
      .where({ advisory_id: `csaf-cisa/${advisory}`, cve: fixCase.cve })
      .select('id', 'product', 'version_range')
      .orderBy('id');
  const row = candidates.find(
    ({ product, version_range: range }) =>
      squeezed(`${product}: ${range ?? ''}`) === squeezed(text),
  );
  if (!row) {
    return undefined;
  }
  const details = await MatchSourceStore.create({ database }).details([row.id]);
  const vulnerability: AssessVulnerabilityRow = await database(
    'vulnerabilities',
  )
    .where({ cve: fixCase.cve })
    .first();
  let asked: FixForecastInput | undefined;
  FixForecasts.create({
    forecasters: {
      ...shippedForecasters,
      forecastFix: input => {
        asked = input;
        return shippedForecasters.forecastFix(input);
      },
    },
    curves: CurveShelf.create(),
    asOf: '2024-10-25',
  }).get({
    vendor: 'as the device names it',
    vulnerability: readAssessVulnerability(vulnerability),
    remediation: { state: 'unknown' },
    advisedProduct: details.get(row.id)?.advised,
  });
  return asked;
}

/**
 * Rows that a retraining takes from the stored documents, beside those that the shipped model was trained on: those
 * whose remediation says fix or none by its category.
 */
async function compareRetraining(
  database: Knex,
): Promise<{ missing: number; unlike: string[] }> {
  const cases = await FixFactStore.create({
    database,
    pace: HostPace.create({ share: 1 }),
  }).cases('2024-10-25', {});
  const nameOf = (advisory: string, fixCase: OtFixRow['fixCase']) =>
    squeezed(`${advisory} ${fixCase.cve} ${fixCase.productsAffectedText}`);
  const stored = new Map(
    cases.map(each => [
      nameOf(each.advisory.replace('csaf-cisa/', ''), each.fixCase),
      each,
    ]),
  );
  const trained = otFixRows({ views: ['product'], limit: 5, seed: 2 }).filter(
    ({ isUnstated, fixCase }) =>
      !isUnstated && fixCase.sectors.join(', ').length < 118,
  );
  // What a publisher calls a fix and words only announce is none on the day of disclosure.
  const announcing: { advisory_id: string }[] = await database(
    'fix_announcements',
  ).distinct('advisory_id');
  const announced = new Set(announcing.map(row => row.advisory_id));
  const unlike: string[] = [];
  let missing = 0;
  for (const { advisory, released, hasFix, fixCase } of trained) {
    const name = nameOf(advisory, fixCase);
    const found = stored.get(name);
    if (!found) {
      missing += 1;
      continue;
    }
    const text = (each: OtFixRow['fixCase']) =>
      squeezed(
        JSON.stringify([
          each.vendor,
          each.product,
          each.disclosed,
          each.cvssVector ?? '',
          each.cwes,
          each.sectors,
        ]),
      );
    if (
      released !== found.released ||
      (hasFix !== found.hasFix && !announced.has(found.advisory)) ||
      text(fixCase) !== text(found.fixCase)
    ) {
      unlike.push(
        `${name}: ${hasFix} ${text(fixCase)}, ${found.hasFix} ${text(
          found.fixCase,
        )}`,
      );
    }
  }
  // Documents that name a vulnerability twice, with two scores, keep the first.
  return {
    missing: missing / trained.length,
    unlike: unlike.length > 0.002 * trained.length ? unlike : [],
  };
}

const describeWithData = existsSync(DOCUMENTS) ? describe : describe.skip;

describeWithData('the fix model of OT advisories', () => {
  it('is served the values that it was trained on, for the same 1,000 rows', async () => {
    const database = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await takeIn(database);
    // The table of the training cuts a list of sectors at 120 characters.
    const all = otFixRows({ views: ['product'], limit: 40, seed: 1 }).filter(
      ({ fixCase }) => fixCase.sectors.join(', ').length < 118,
    );
    const step = Math.floor(all.length / (ROWS + 50));
    const sample = all.filter((_, i) => i % step === 0);
    const history = OtFixHistory.fromJson(shippedOtFixModel.advisories.history);
    const different: string[] = [];
    const values = OT_FIX_FEATURE_NAMES.map(() => new Set<number>());
    let compared = 0;
    let neverAsked = 0;
    for (const row of sample) {
      if (compared === ROWS) {
        break;
      }
      const name = `${row.advisory} ${row.fixCase.cve} ${row.fixCase.productsAffectedText}`;
      const input = await servedInput(database, row);
      if (!input) {
        // Remediations of some documents name products that no status does: no device has such a finding.
        neverAsked += 1;
        continue;
      }
      compared += 1;
      const trained = otFixFeatures(row.fixCase, history).values;
      const served = otFixFeatures(disclosureCase(input), history).values;
      for (const [i, feature] of OT_FIX_FEATURE_NAMES.entries()) {
        values[i].add(served[i]);
        if (trained[i] !== served[i]) {
          different.push(`${name}: ${feature} ${trained[i]}, ${served[i]}`);
        }
      }
    }
    const { missing, unlike } = await compareRetraining(database);
    await database.destroy();
    expect(missing).toBeLessThan(0.03);
    expect(unlike).toEqual([]);
    expect(compared).toBe(ROWS);
    expect(neverAsked).toBeLessThan(0.03 * ROWS);
    expect(different).toEqual([]);
    // No feature is one that the feeds never carry; one product with its range is always one entry, and its own.
    expect(OT_FIX_FEATURE_NAMES.filter((_, i) => values[i].size === 1)).toEqual(
      ['own.none', 'text.none', 'own.found'],
    );
  });
});
