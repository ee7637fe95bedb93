// @ts-check
import { parseArgs } from 'node:util';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';
import { startElasticsearch } from './startElasticsearch.mjs';
import { whatIsMissing } from './whatIsMissing.mjs';

// Runs the server until its standard input closes or a signal comes, so that it never outlives who started it.
// The first line on standard output is JSON: {"url"} when it is up, {"reason", "message"} when it cannot run here.

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    port: { type: 'string', default: '9200' },
    data: { type: 'string', default: '.data/elasticsearch' },
    security: { type: 'string' },
    version: { type: 'string', default: '9.5.0' },
  },
});

/** @param {unknown} answer */
const say = answer => process.stdout.write(`${JSON.stringify(answer)}\n`);

if (values.check) {
  const missing = whatIsMissing({ version: values.version });
  say(missing ? { reason: missing.reason, message: missing.message } : {});
} else {
  try {
    const server = await startElasticsearch({
      port: Number(values.port),
      dataDirectory: values.data,
      version: values.version,
      security: values.security ? JSON.parse(values.security) : undefined,
      onProgress: message => process.stderr.write(`${message}\n`),
    });
    say({ url: server.url, version: server.version });
    const end = async () => {
      await server.stop();
      process.exit(0);
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    process.stdin.resume().once('end', end).once('close', end);
  } catch (error) {
    if (!(error instanceof ElasticsearchUnavailableError)) {
      throw error;
    }
    say({ reason: error.reason, message: error.message });
    process.exitCode = 1;
  }
}
