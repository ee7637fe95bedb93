import { parseArgs } from 'node:util';

const usage = `npm start -- [options]

  --port N            port of the app                       (3000)
  --backend-port N    port of the backend                   (7007)
  --jira-port N       port of the Jira stand-in             (7020)
  --as-of YYYY-MM-DD  let the product's clock stand still at this date
  --elasticsearch     start a real Elasticsearch and send events there
  --elasticsearch-port N                                    (9250)
  --data DIR          databases, events and logs            (.data)
  --no-telemetry      do not send the demo devices' telemetry
  --help              this text
`;

function port(values, name) {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    console.error(
      `--${name}: "${values[name]}" is not a port; give a whole number from 1 to 65535`,
    );
    process.exit(2);
  }
  return value;
}

/** Options of `npm start`; ends the process with a clear message when they are off. */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        'backend-port': { type: 'string', default: '7007' },
        'jira-port': { type: 'string', default: '7020' },
        'elasticsearch-port': { type: 'string', default: '9250' },
        'as-of': { type: 'string' },
        elasticsearch: { type: 'boolean', default: false },
        data: { type: 'string', default: '.data' },
        'no-telemetry': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const asOf = values['as-of'];
  if (
    asOf !== undefined &&
    (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf)))
  ) {
    console.error(
      `--as-of: "${asOf}" is not a date; write it as YYYY-MM-DD, for example 2025-08-25`,
    );
    process.exit(2);
  }
  return {
    port: port(values, 'port'),
    backendPort: port(values, 'backend-port'),
    jiraPort: port(values, 'jira-port'),
    elasticsearchPort: port(values, 'elasticsearch-port'),
    asOf,
    elasticsearch: values.elasticsearch,
    data: values.data,
    telemetry: !values['no-telemetry'],
  };
}
