import { createRandom } from '../../../src/learn/createRandom';
import type { SensorRun } from './SensorRun';

/** What goes wrong with the pump. */
export const PUMP_FAULTS = [
  'valve closing',
  'rotor imbalance',
  'cavitation',
  'two-phase flow',
  'heating',
  'no fault',
] as const;

export type PumpFault = (typeof PUMP_FAULTS)[number];

const COLUMNS = [
  'vibration_front',
  'vibration_back',
  'current',
  'pressure',
  'temperature',
  'fluid_temperature',
  'voltage',
  'flow',
];

/**
 * Generates one run of a pump at 1 Hz from a seed, by rough physics, to test
 * what was chosen on the rigs of `createRig`: a valve, flow and pressure with
 * lags, a current that follows the load and swings by itself, two temperatures
 * on their way to an equilibrium that the run does not reach, mains voltage,
 * vibration with multiplicative noise; pressure and flow in coarse steps.
 */
export function createPump(fault: PumpFault, seed: number): SensorRun {
  const random = createRandom(
    seed * 6_151 + PUMP_FAULTS.indexOf(fault) * 15_485_863,
  );
  const between = (low: number, high: number) => low + (high - low) * random();
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const length = Math.round(between(1_000, 1_300));
  const start = Math.round(between(0.35, 0.5) * length);
  const end = start + Math.round(between(0.28, 0.38) * length);
  const ramp = between(4, 45);
  const severity = Math.exp(between(-1.2, 0.5));
  const nominal = between(30, 130);
  const swing = between(0.02, 0.15);
  const heating = { motor: between(-6, 10), fluid: between(-3, 4) };
  const tau = { motor: between(300, 2_000), fluid: between(600, 3_000) };
  const flowStep = nominal > 80 ? 1 : between(0.3, 1);
  let flow = nominal;
  let pressure = 0.1;
  let motor = 0;
  let fluid = 0;
  let load = 0;
  let mains = 0;
  let slosh = 0;
  const rows: number[][] = [];
  const faulty: boolean[] = [];
  for (let row = 0; row < length; row++) {
    const inside = fault !== 'no fault' && row >= start && row < end;
    let amount = 0;
    if (fault !== 'no fault' && row >= start) {
      amount =
        severity *
        (inside
          ? Math.min(1, (row - start + 1) / ramp)
          : Math.max(0, 1 - (row - end + 1) / ramp));
    }
    const valve = fault === 'valve closing' ? amount : 0;
    const shake = fault === 'rotor imbalance' ? amount : 0;
    const bubbles = fault === 'cavitation' ? amount : 0;
    const gas = fault === 'two-phase flow' ? amount : 0;
    const heat = fault === 'heating' ? amount : 0;
    slosh = 0.95 * slosh + 0.31 * normal();
    flow +=
      0.2 *
      (nominal *
        (1 - 0.12 * valve - 0.04 * bubbles - 0.06 * gas + 0.05 * gas * slosh) -
        flow);
    pressure +=
      0.3 * (0.1 + 0.15 * valve - 0.12 * bubbles - 0.1 * gas - pressure);
    load = 0.9 * load + 0.44 * normal();
    mains = 0.97 * mains + 0.24 * normal();
    motor +=
      (heating.motor + 4 * heat + 2 * shake + 2 * valve - motor) / tau.motor;
    fluid += (heating.fluid + 8 * heat + valve - fluid) / tau.fluid;
    const current =
      1.5 *
      (1 +
        swing * load +
        0.06 * shake -
        0.07 * gas -
        0.06 * valve +
        0.05 * heat);
    rows.push([
      0.03 *
        (1 + 0.25 * shake + 0.3 * bubbles) *
        (1 + 0.06 * (1 + bubbles) * normal()),
      0.04 *
        (1 + 0.35 * shake + 0.15 * bubbles + 0.05 * valve) *
        (1 + 0.05 * (1 + bubbles) * normal()),
      current + 0.05 * normal(),
      Math.round((pressure + 0.12 * (1 + bubbles) * normal()) / 0.1) * 0.1,
      68 + motor + 0.15 * normal(),
      24 + fluid + 0.02 * normal(),
      228 + 3 * mains + 4 * normal(),
      Math.round(
        (flow + 0.012 * nominal * (1 + bubbles) * normal()) / flowStep,
      ) * flowStep,
    ]);
    faulty.push(inside);
  }
  return { kind: fault, columns: COLUMNS, rows, faulty };
}
