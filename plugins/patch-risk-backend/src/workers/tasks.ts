import { assessTask } from '../assessment/assessTask';
import { importTask } from '../discovery/importTask';
import { parseAdvice } from '../feeds/advice/parseAdvice';
import { parseCsaf } from '../feeds/csaf/parseCsaf';
import { parseListing } from '../feeds/csaf/parseListing';
import { parseCve } from '../feeds/cve/parseCve';
import { parseDelta } from '../feeds/cve/parseDelta';
import { parseEpss } from '../feeds/epss/parseEpss';
import { parseExploitCode } from '../feeds/exploitCode/parseExploitCode';
import { parseMisp } from '../feeds/misp/parseMisp';
import { parseKev } from '../feeds/kev/parseKev';
import { parseStix } from '../feeds/stix/parseStix';
import { parseTaxii } from '../feeds/stix/parseTaxii';
import { matchComponents, matchConfigurations } from '@patch-risk/match';
import { parseSbom } from '../components/parseSbom';
import { compareConfigurations } from '../configuration/compareConfigurations';
import { maskConfiguration } from '../configuration/maskConfiguration';
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
  'parse-stix': parseStix,
  'parse-taxii': parseTaxii,
  'parse-misp': parseMisp,
  'parse-advice': parseAdvice,
  'parse-csaf': parseCsaf,
  'parse-csaf-listing': parseListing,
  'parse-sbom': parseSbom,
  'import-discovery': importTask,
  match: matchConfigurations,
  'match-components': matchComponents,
  assess: assessTask,
  'mask-configuration': maskConfiguration,
  'compare-configurations': compareConfigurations,
  'retrain-exploit': retrainTask,
  'retrain-fix-ot': retrainFixTask,
  'measure-drift': driftTask,
};
