// `npm run --silent match -- OPTIONS`: matches a list of devices with advisories, without Backstage.
import { runCommandLine } from './runCommandLine.mjs';

runCommandLine('patch-risk-match/scripts/match.ts');
