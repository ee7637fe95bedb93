// `npm run --silent model -- COMMAND`: the command of the model package.
import { runCommandLine } from './runCommandLine.mjs';

runCommandLine('patch-risk-model/scripts/model.ts');
