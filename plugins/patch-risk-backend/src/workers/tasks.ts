import { assessTask } from '../assessment/assessTask';
import { parseCsaf } from '../feeds/csaf/parseCsaf';
import { parseListing } from '../feeds/csaf/parseListing';
import { parseCve } from '../feeds/cve/parseCve';
import { parseDelta } from '../feeds/cve/parseDelta';
import { parseEpss } from '../feeds/epss/parseEpss';
import { parseExploitCode } from '../feeds/exploitCode/parseExploitCode';
import { parseKev } from '../feeds/kev/parseKev';
import { matchConfigurations } from '@patch-risk/match';
import { driftTask } from '../governance/driftTask';
import { retrainFixTask } from '../governance/retrainFixTask';
import { retrainTask } from '../governance/retrainTask';

/** Everything that may run in a worker thread, by name. Add a line to add a task. */
export const tasks = {
  'parse-kev': parseKev,
  'parse-epss': parseEpss,
  'parse-cve': parseCve,
  'parse-cve-delta': parseDelta,
  'parse-exploit-code': parseExploitCode,
  'parse-csaf': parseCsaf,
  'parse-csaf-listing': parseListing,
  match: matchConfigurations,
  assess: assessTask,
  'retrain-exploit': retrainTask,
  'retrain-fix-ot': retrainFixTask,
  'measure-drift': driftTask,
};
