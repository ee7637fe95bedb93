import { assessDevices } from './assessDevices';
import type { AssessInput } from './AssessInput';
import type { AssessOutput } from './AssessOutput';
import { shippedForecasters } from './Forecasters';

/** Worker task `assess`: scores a chunk of devices with the shipped models. */
export async function assessTask(input: AssessInput): Promise<AssessOutput> {
  return assessDevices(input, shippedForecasters);
}
