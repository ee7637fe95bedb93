import type { AssessInput } from './AssessInput';
import type { AssessOutput } from './AssessOutput';
import { DeviceScorer } from './DeviceScorer';
import type { Forecasters } from './Forecasters';

/** Scores a chunk of devices. Pure: the same input gives the same output, digit for digit. */
export function assessDevices(
  input: AssessInput,
  forecasters: Forecasters,
): AssessOutput {
  const scorer = DeviceScorer.create(input, forecasters);
  const devices = input.devices.map(device => scorer.score(device));
  return {
    modelVersion: forecasters.modelVersion,
    devices,
    ...scorer.stored(),
  };
}
