import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';
import { roughness } from './roughness';
import { smoothed } from './smoothed';
import { spreadsAbove } from './spreadsAbove';
import { standardised } from './standardised';
import { startFrom } from './startFrom';

const LEAST_JOINT = 0.05;
const CLOSE_MARGIN = 0.5;

/**
 * Looks at a row from the baseline before the first fault as well: what is
 * near to it is no fault, however far it is from the present baseline, and
 * after some rows the stream is taken to be there again. Without this, a fault
 * closed too early would make its end look like the next one.
 */
export function returnHome(
  state: FaultState,
  row: {
    values: readonly (number | undefined)[];
    evidence: number;
    distance: (z: number[]) => number;
  },
  options: FaultOptions,
): { state: FaultState; evidence: number } {
  const { home } = state;
  if (!home) {
    return { state, evidence: row.evidence };
  }
  const z = standardised(row.values, {
    baseline: home.baseline,
    least: state.least,
    level: home.deviation.level,
    cut: options.deviationCut,
  });
  const deviation = smoothed(
    home.deviation,
    { z, joint: row.distance(z) },
    options.smoothing,
  );
  const fromHome = spreadsAbove(
    state,
    Math.log(deviation.joint + LEAST_JOINT) +
      options.roughWeight * roughness(deviation),
    options,
  );
  const looksHome =
    !state.fault && row.evidence >= options.open && fromHome < row.evidence;
  // Between near and far the count stands still.
  let { calm } = home;
  if (!looksHome) {
    calm = 0;
  } else if (fromHome < options.close + CLOSE_MARGIN) {
    calm++;
  }
  const evidence = looksHome ? fromHome : row.evidence;
  const next = { ...state, home: { ...home, deviation, calm } };
  if (calm < options.closeRows) {
    return { state: next, evidence };
  }
  const from = { baseline: home.baseline, deviation };
  return {
    state: {
      ...startFrom(next, from, options),
      home: { ...next.home, calm: 0 },
    },
    evidence,
  };
}
