import { parseArgs } from 'node:util';
import { createStandInProject } from './createStandInProject';
import { JiraStandIn } from './JiraStandIn';
import { startJiraServer } from './server';

const USAGE = `Usage: main.ts [--port 8081] [--journal FILE] [--project RISK] [--email E] [--token T]`;

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port ${text} is not a port; use 0 to 65535.`);
  }
  return port;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8081' },
      journal: { type: 'string' },
      project: { type: 'string', default: 'RISK' },
      email: { type: 'string' },
      token: { type: 'string' },
    },
  });
  if (!/^[A-Z][A-Z0-9_]+$/.test(values.project)) {
    throw new Error(
      `--project ${values.project} is not a project key; use capital letters and digits, a letter first.`,
    );
  }
  const standIn = JiraStandIn.create({
    projects: [
      createStandInProject({ key: values.project, name: 'Patch Risk demo' }),
    ],
    journal: values.journal,
    email: values.email,
    // A token on the command line would show in the list of processes.
    token: values.token ?? process.env.JIRA_STAND_IN_TOKEN,
  });
  const server = await startJiraServer({
    standIn,
    port: readPort(values.port),
  });
  process.stdout.write(
    `Jira stand-in, not Atlassian Jira, at ${server.url} (project ${
      values.project
    }, ${standIn.store.all().length} tickets${
      values.journal ? ` kept in ${values.journal}` : ', kept in memory'
    })\n`,
  );
  if (!standIn.contract.available) {
    process.stdout.write(
      "Atlassian's description of the API is not at hand: calls are not checked against it.\n",
    );
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close().finally(() => process.exit(0));
    });
  }
}

run().catch(error => {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 1;
});
