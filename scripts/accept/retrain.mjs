// `npm run accept -- retrain`: retraining and its gate on real public data, as of a day of the past.
import { runTypeScript } from '../bench/runTypeScript.mjs';

const usage = `Usage: npm run accept -- retrain [options]
  --model exploit      which model: exploit, on CVE records and KEV, or fix-ot, on CSAF documents
  --as-of 2024-11-30   the day; nothing that is dated later is read. Default of fix-ot: 2023-12-31
  --assume-quiet       exploit: where only a later SSVC value is left, take CISA to have written "none" first
  --years 1,3          fix-ot: by how many years the live models are older that the new one is tried against
  --data FOLDER        the public data. Default: ../shared/data`;

const files = {
  exploit: 'src/retrain/main.ts',
  'fix-ot': 'src/retrain/mainFixes.ts',
};

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
const at = args.indexOf('--model');
const [, model = ''] = at < 0 ? ['', 'exploit'] : args.splice(at, 2);
if (!Object.hasOwn(files, model)) {
  console.error(`--model ${model} is not known.\n\n${usage}`);
  process.exit(2);
}
process.exitCode = await runTypeScript({ file: files[model], args });
