import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { alter, numbersIn, recompute } from '@internal/test';
import type { AnsweredAssessment, DeviceContext } from '@internal/test';
import { AssessmentStore } from '../database/AssessmentStore';
import { SEEDED_AT, seedOrganisation } from './__testUtils__/seedOrganisation';
import { Assessor } from './Assessor';
import { assessTask } from './assessTask';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const NOTHING_KNOWN = { criticality: 0.5625, safety: 0.12 };
const CONTEXTS: Record<string, DeviceContext> = {
  server: {
    pastEndOfSupport: false,
    openAnomalies: [],
    criticality: 1,
    safety: 0,
  },
  controller: {
    pastEndOfSupport: true,
    openAnomalies: [],
    criticality: 0.75,
    safety: 0.7,
  },
  bare: { pastEndOfSupport: false, openAnomalies: [], ...NOTHING_KNOWN },
  quiet: {
    pastEndOfSupport: false,
    openAnomalies: ['high', 'low'],
    criticality: 0.5,
    safety: 0.25,
  },
  clean: { pastEndOfSupport: false, openAnomalies: [], ...NOTHING_KNOWN },
};

async function assessSeeded(
  id: Parameters<typeof databases.init>[0],
): Promise<Record<string, AnsweredAssessment>> {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await seedOrganisation(database);
  await Assessor.create({
    config: new ConfigReader({}),
    database,
    clock: { now: () => new Date(SEEDED_AT), pinned: true },
    logger: mockServices.logger.mock(),
    workers: { run: async (_name, input) => assessTask(input) },
  }).run({});
  const store = AssessmentStore.create({ database });
  const answers: Record<string, AnsweredAssessment> = {};
  for (const name of Object.keys(CONTEXTS)) {
    const answer = await store.getAssessment(`resource:default/${name}`);
    answers[name] = JSON.parse(JSON.stringify(answer));
  }
  return answers;
}

describe('the score recomputed from the answer and the documentation', () => {
  it.each(databases.eachSupportedId())(
    'agrees in every number on %s',
    async id => {
      const answers = await assessSeeded(id);
      for (const [name, answer] of Object.entries(answers)) {
        expect([name, recompute(answer, CONTEXTS[name])]).toEqual([name, []]);
      }
      expect(answers.server.groups).toHaveLength(2);
      expect(answers.controller.groups).toHaveLength(2);
    },
  );

  it('disagrees when any single number is altered', async () => {
    const answers = await assessSeeded('SQLITE_3');
    const unnoticed: string[] = [];
    let count = 0;
    for (const [name, answer] of Object.entries(answers)) {
      for (const place of numbersIn(answer)) {
        count += 1;
        if (recompute(alter(answer, place), CONTEXTS[name]).length === 0) {
          unnoticed.push(`${name} ${place.path.join('.')} ${place.note ?? ''}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
    expect(count).toBeGreaterThan(1500);
  });
});
