import { assessDevices } from './assessDevices';
import type { AssessInput } from './AssessInput';
import type { AssessOutput } from './AssessOutput';
import { shippedForecasters, type Forecasters } from './Forecasters';
import { rememberForecasts } from './rememberForecasts';
import { retrainedForecasters } from './retrainedForecasters';

// Chunks of one run share most of their vulnerabilities, and a thread sees many chunks.
const shipped = rememberForecasts(shippedForecasters);
let own: { key: string; forecasters: Forecasters } | undefined;

/** Worker task `assess`: scores a chunk of devices with the models in use. */
export async function assessTask(input: AssessInput): Promise<AssessOutput> {
  const { exploitModel, fixModel, promises = [], modelVersion } = input;
  if (!exploitModel && !fixModel && promises.length === 0) {
    return assessDevices(input, shipped);
  }
  const key = JSON.stringify([
    exploitModel?.version,
    fixModel?.version,
    modelVersion,
    promises,
  ]);
  if (own?.key !== key) {
    own = { key, forecasters: rememberForecasts(retrainedForecasters(input)) };
  }
  return assessDevices(input, own.forecasters);
}
