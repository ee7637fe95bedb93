import { assessDevices } from './assessDevices';
import type { AssessInput } from './AssessInput';
import type { AssessOutput } from './AssessOutput';
import { shippedForecasters, type Forecasters } from './Forecasters';
import { rememberForecasts } from './rememberForecasts';
import { retrainedForecasters } from './retrainedForecasters';

// Chunks of one run share most of their vulnerabilities, and a thread sees many chunks.
const shipped = rememberForecasts(shippedForecasters);
let retrained: Forecasters | undefined;

/** Worker task `assess`: scores a chunk of devices with the models in use. */
export async function assessTask(input: AssessInput): Promise<AssessOutput> {
  const { exploitModel } = input;
  if (!exploitModel) {
    return assessDevices(input, shipped);
  }
  if (retrained?.modelVersion !== exploitModel.version) {
    retrained = rememberForecasts(retrainedForecasters(exploitModel));
  }
  return assessDevices(input, retrained);
}
