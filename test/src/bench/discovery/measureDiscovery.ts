import {
  DeviceRegistry,
  type ImportResult,
  readCsv,
  type Sighting,
} from '@patch-risk/discovery';
import { makeSources } from './makeSources';

/** What one size took. */
export interface DiscoveryFigures {
  rows: number;
  sightings: number;
  devices: number;
  conflicts: number;
  readSeconds: number;
  /** Of all sightings, source by source. */
  importSeconds: number;
  /** Of the same sightings again. */
  againSeconds: number;
  againChanges: number;
  snapshotMegabytes: number;
  residentMegabytes: number;
}

const AT = '2026-11-21T08:00:00Z';
const PIECE_BYTES = 65_536;

async function* piecesOf(text: string) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}

async function readRows(csv: string): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  for await (const item of readCsv(piecesOf(csv), { file: 'list.csv' })) {
    if (item.kind === 'problem') {
      throw new Error(`${item.problem.record}: ${item.problem.reason}`);
    }
    sightings.push(item.sighting);
  }
  return sightings;
}

/** Reads a generated list and imports it with a scan and leases of the same devices, twice. */
export async function measureDiscovery(options: {
  devices: number;
  seed: number;
}): Promise<DiscoveryFigures> {
  const { csv, scan, leases } = makeSources(options);
  const startedAt = performance.now();
  const rows = await readRows(csv);
  const readAt = performance.now();
  const registry = DeviceRegistry.create();
  const sources = [rows, scan, leases];
  const importAll = () =>
    sources.map(
      (sightings): ImportResult => registry.import({ sightings, at: AT }),
    );
  importAll();
  const importedAt = performance.now();
  const again = importAll();
  const againAt = performance.now();
  const residentMegabytes = process.memoryUsage.rss() / 1e6;
  const devices = registry.devices();
  return {
    rows: rows.length,
    sightings: rows.length + scan.length + leases.length,
    devices: devices.length,
    conflicts: devices.filter(({ conflicts }) => conflicts.length > 0).length,
    readSeconds: (readAt - startedAt) / 1000,
    importSeconds: (importedAt - readAt) / 1000,
    againSeconds: (againAt - importedAt) / 1000,
    againChanges: again.flatMap(({ changes }) => changes).length,
    snapshotMegabytes: JSON.stringify(registry.snapshot()).length / 1e6,
    residentMegabytes,
  };
}
