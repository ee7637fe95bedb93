// `npm run accept -- retrain`: retraining and its gate on real CVE records and KEV, as of a day of the past.
import { runTypeScript } from '../bench/runTypeScript.mjs';

const usage = `Usage: npm run accept -- retrain [options]
  --as-of 2024-11-30   the day; nothing that is dated later is read
  --assume-quiet       where only a later SSVC value is left, take CISA to have written "none" first
  --data FOLDER        the public data. Default: ../shared/data`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
process.exitCode = await runTypeScript({ file: 'src/retrain/main.ts', args });
