import {
  type Command,
  createProgress,
  CsvWriter,
  openCsv,
  readOptions,
} from '@internal/command-line';
import type { AdvisoryMatch } from '../../src/engine/AdvisoryMatch';
import { loadAdvisories } from './loadAdvisories';

const INVENTORY_COLUMNS = [
  'device',
  'vendor',
  'product',
  'version',
  'hardware',
  'cpe',
  'purl',
] as const;
const OUT_COLUMNS = [
  'device',
  'advisory',
  'cve',
  'status',
  'confidence',
  'remediation_state',
  'fixed_version',
  'evidence',
] as const;
/** Devices of a fleet are alike: matches of so many different ones are kept. */
const KEPT_CONFIGURATIONS = 2_000;

/** Matches a list of devices with a set of advisories. */
export const match: Command = {
  name: 'match',
  summary: 'matches a list of devices with security advisories',
  usage: `Usage: npm run --silent match -- --inventory INVENTORY.csv --advisories PATH --out FINDINGS.csv

INVENTORY columns, cells empty where unknown (device is not):
  ${INVENTORY_COLUMNS.join(',')}

FINDINGS columns, one row for each device, vulnerability and advisory that concerns it:
  ${OUT_COLUMNS.join(',')}
  status is affected, not_affected, fixed, under_investigation or unknown. unknown
  is not "not affected": the advisory names the product, and its range and the
  version could not be compared.
  confidence is between 0 and 1.

  --inventory   the list; .gz is unpacked; rows are read as they come, any number of them
  --advisories  a folder with documents (.json, .jsonl, .jsonl.gz; folders in it too), or
                one such file. A document is CSAF 2.0; or a record of OSV (matched with
                purl), a page of the CVE API 2.0 of NVD (matched with cpe, and with lower
                confidence with vendor and product), VEX as CycloneDX or OpenVEX. Their
                advisories are called osv/…, nvd/… and vex/…
  --out         the table to write; it appears when all rows are done

A document or a part of one that cannot be read is named, with its place, and left
out; the others count. A wrong row of the inventory ends the command with its number.
Exit codes: 0 done, 1 failed, 2 not understood.
`,
  async run(commandArguments, io) {
    const options = readOptions(commandArguments, {
      required: ['inventory', 'advisories', 'out'],
    });
    const index = await loadAdvisories(
      io.resolvePath(options.advisories),
      line => io.progress(line),
    );
    const { rows } = await openCsv(io.resolvePath(options.inventory), {
      required: INVENTORY_COLUMNS,
    });
    const progress = createProgress(io, { what: 'devices' });
    const known = new Map<string, AdvisoryMatch[]>();
    let findings = 0;
    await CsvWriter.write({
      path: io.resolvePath(options.out),
      columns: OUT_COLUMNS,
      work: async writer => {
        for await (const row of rows) {
          const device = row.requiredText('device');
          const [vendor, product, version, hardware, cpe, purl] =
            INVENTORY_COLUMNS.slice(1).map(column => row.text(column));
          const item = { vendor, product, version, hardware, cpe, purl };
          const identity = JSON.stringify(Object.values(item));
          const matches = known.get(identity) ?? index.match(item);
          // The ones asked for last stay: a Map keeps the order of its entries.
          known.delete(identity);
          known.set(identity, matches);
          if (known.size > KEPT_CONFIGURATIONS) {
            known.delete(known.keys().next().value ?? identity);
          }
          for (const each of matches) {
            await writer.row({
              device,
              advisory: each.advisoryId,
              cve: each.cve,
              status: each.status,
              confidence: each.confidence,
              remediation_state: each.remediationState,
              fixed_version: each.fixedVersion,
              evidence: each.evidence,
            });
          }
          findings += matches.length;
          progress.count();
        }
      },
    });
    progress.end();
    io.progress(`${findings} findings`);
  },
};
