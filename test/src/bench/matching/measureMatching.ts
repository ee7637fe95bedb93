import type { AdvisoryIndex, NewRow } from '@patch-risk/match';
import { SeededRandom } from '../SeededRandom';
import { type BenchInventory, makeInventory } from './makeInventory';
import type { MatchingBenchOptions } from './readMatchingBenchOptions';

/** What one size of inventory took. */
export interface MatchingFigures {
  devices: number;
  /** Devices, and each component on each device. */
  pairs: number;
  /** Different items that were matched. */
  configurations: number;
  /** Pairs of device, component or itself, and advisory with an open finding. */
  findings: number;
  namesCompared: number;
  inventorySeconds: number;
  matchSeconds: number;
  /** Of each changed advisory, until its devices are counted. */
  changedMilliseconds: number[];
  residentMegabytes: number;
}

const OPEN = new Set(['affected', 'under_investigation', 'unknown']);

function countOpen(options: {
  inventory: BenchInventory;
  match: (inventory: 'devices' | 'components') => Iterable<{
    devices: ReadonlySet<string>;
    open: number;
  }>;
}): number {
  const { inventory, match } = options;
  let findings = 0;
  for (const { devices, open } of match('devices')) {
    findings += devices.size * open;
  }
  for (const { devices, open } of match('components')) {
    if (open === 0) continue;
    for (const firmware of devices) {
      findings += open * (inventory.devicesOf.get(firmware) ?? 0);
    }
  }
  return findings;
}

/** Makes an inventory, matches all of it, then each of some advisories as if it had changed. */
export function measureMatching(options: {
  index: AdvisoryIndex;
  byAdvisory: ReadonlyMap<string, readonly NewRow[]>;
  rows: readonly NewRow[];
  devices: number;
  bench: MatchingBenchOptions;
}): MatchingFigures {
  const { index, byAdvisory, rows, devices, bench } = options;
  const { components, seed } = bench;
  const madeAt = performance.now();
  const inventory = makeInventory({ rows, devices, components, seed });
  const startedAt = performance.now();
  const comparedBefore = index.pairsCompared;
  const findings = countOpen({
    inventory,
    *match(kind) {
      for (const { item, devices: of } of inventory[kind].configurations()) {
        const open = index
          .match(item)
          .filter(({ status }) => OPEN.has(status)).length;
        yield { devices: of, open };
      }
    },
  });
  const endedAt = performance.now();
  const residentMegabytes = process.memoryUsage.rss() / 1e6;
  const random = SeededRandom.create(seed);
  const advisories = [...byAdvisory.values()];
  const changedMilliseconds = Array.from({ length: bench.changed }, () => {
    const changed = advisories[random.below(advisories.length)];
    const changedAt = performance.now();
    countOpen({
      inventory,
      *match(kind) {
        for (const { configuration, matches } of inventory[kind].match(
          changed,
        )) {
          const open = matches.filter(({ status }) => OPEN.has(status)).length;
          yield { devices: configuration.devices, open };
        }
      },
    });
    return performance.now() - changedAt;
  });
  return {
    devices,
    pairs: devices * (1 + components),
    configurations:
      inventory.devices.configurationCount +
      inventory.components.configurationCount,
    findings,
    namesCompared: index.pairsCompared - comparedBefore,
    inventorySeconds: (startedAt - madeAt) / 1000,
    matchSeconds: (endedAt - startedAt) / 1000,
    changedMilliseconds,
    residentMegabytes,
  };
}
