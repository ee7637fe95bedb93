import { assessDevices } from './assessDevices';
import type { AssessInput } from './AssessInput';
import type { AssessOutput } from './AssessOutput';
import { shippedForecasters } from './Forecasters';
import { rememberForecasts } from './rememberForecasts';

// Chunks of one run share most of their vulnerabilities, and a thread sees many chunks.
const forecasters = rememberForecasts(shippedForecasters);

/** Worker task `assess`: scores a chunk of devices with the shipped models. */
export async function assessTask(input: AssessInput): Promise<AssessOutput> {
  return assessDevices(input, forecasters);
}
