import { parseArgs } from 'node:util';
import { fleetFigures } from './fleetFigures';
import { FleetScorer } from './FleetScorer';
import { makeFleet } from './makeFleet';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '40000' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const count = Number(values.devices);
if (!Number.isInteger(count) || count < 1 || count > 1_000_000) {
  throw new Error(
    `--devices ${values.devices}: give a whole number from 1 to 1000000`,
  );
}
const { source, devices } = makeFleet({
  devices: count,
  seed: Number(values.seed),
});
const scorer = FleetScorer.create();
const losses: number[] = [];
let findings = 0;
for (const device of devices) {
  losses.push(scorer.loss(device));
  findings += device.findingCount;
  if (losses.length % 10_000 === 0) {
    say(`${losses.length} of ${count} devices scored`);
  }
}
const { atOneValue, notAlone, above95, quantiles } = fleetFigures(losses);
say(`${findings} findings; CVEs, CVSS, dates, fix states and KEV ${source}`);
say(
  `index at ${quantiles
    .map(({ share, index }) => `${100 * share} %: ${index.toFixed(1)}`)
    .join(', ')}`,
);
const sorted = losses.sort((one, other) => one - other);
say(
  `L from ${sorted[0].toExponential(1)}; ${[1e-9, 1e-8, 1e-7]
    .map(
      limit =>
        `${percent(
          sorted.filter(loss => loss < limit).length / count,
        )} below ${limit}`,
    )
    .join(', ')}`,
);
say(
  `most devices at one value: ${percent(
    atOneValue.whole,
  )} without decimals, ${percent(atOneValue.exact)} as the API gives it`,
);
say(
  `devices with another one at the same value: ${percent(
    notAlone.whole,
  )} without decimals, ${percent(notAlone.oneDecimal)} with one, ${percent(
    notAlone.exact,
  )} as the API gives it`,
);
const passed = atOneValue.oneDecimal <= 0.02 && above95 <= 0.05;
say(
  `fleet: ${passed ? 'passed' : 'FAILED'}; ${count} devices; at most ${percent(
    atOneValue.oneDecimal,
  )} share a displayed index (limit 2 %); ${percent(
    above95,
  )} lie above 95 (limit 5 %)`,
);
process.exitCode = passed ? 0 : 1;
