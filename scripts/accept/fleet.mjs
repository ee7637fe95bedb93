// `npm run accept -- fleet`: whether the index tells the devices of a large generated fleet apart.
import { runTypeScript } from '../bench/runTypeScript.mjs';

const usage = `Usage: npm run accept -- fleet [options]
  --devices 40000   of 1 to 300 findings each
  --seed 1          of the fleet`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
process.exitCode = await runTypeScript({ file: 'src/fleet/main.ts', args });
