import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { createStandInProject } from '@internal/test/stand-ins/jira/createStandInProject';
import {
  JiraStandIn,
  type JiraStandInOptions,
} from '@internal/test/stand-ins/jira/JiraStandIn';
import { startJiraServer } from '@internal/test/stand-ins/jira/server';
import { JiraTicketSink } from '../JiraTicketSink';

export const EMAIL = 'robot@example.com';
export const TOKEN = 'very-secret-token';

/** A sink as configuration makes it. */
export function createSink(
  baseUrl: string,
  jira: JsonObject = {},
): {
  sink: JiraTicketSink;
  logger: ReturnType<typeof mockServices.logger.mock>;
} {
  const logger = mockServices.logger.mock();
  const sink = JiraTicketSink.fromConfig(
    mockServices.rootConfig({
      data: {
        patchRisk: {
          jira: {
            baseUrl,
            email: EMAIL,
            apiToken: TOKEN,
            projectKey: 'RISK',
            ...jira,
          },
        },
      },
    }),
    { logger },
  );
  if (!sink) {
    throw new Error('The sink is off although it is configured');
  }
  return { sink, logger };
}

/** The stand-in on a free port of its own, with a sink that writes to it. */
export async function startJira(
  options: {
    project?: Parameters<typeof createStandInProject>[0];
    standIn?: JiraStandInOptions;
    jira?: JsonObject;
  } = {},
) {
  const standIn = JiraStandIn.create({
    projects: [options.project ?? { key: 'RISK' }].map(createStandInProject),
    email: EMAIL,
    token: TOKEN,
    ...options.standIn,
  });
  const server = await startJiraServer({ standIn, port: 0 });
  return { standIn, server, ...createSink(server.url, options.jira) };
}
