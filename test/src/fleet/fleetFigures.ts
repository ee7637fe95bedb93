import { riskIndex } from '@patch-risk/model';

/** How well the index tells the devices of a fleet apart, each a share of all devices. */
export interface FleetFigures {
  devices: number;
  /** Most devices at one value, shown without decimals, with one, and as the API gives it. */
  atOneValue: { whole: number; oneDecimal: number; exact: number };
  /** Devices that some other device has the same value as. */
  notAlone: { whole: number; oneDecimal: number; exact: number };
  above95: number;
  /** Indexes at these shares of the devices. */
  quantiles: { share: number; index: number }[];
}

function shared(values: readonly (number | string)[]) {
  const counts = new Map<number | string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let most = 0;
  let alone = 0;
  for (const count of counts.values()) {
    most = Math.max(most, count);
    alone += count === 1 ? 1 : 0;
  }
  return {
    most: most / values.length,
    notAlone: 1 - alone / values.length,
  };
}

/** @param losses - L of each device */
export function fleetFigures(losses: readonly number[]): FleetFigures {
  const indexes = losses.map(riskIndex);
  const sorted = [...indexes].sort((one, other) => one - other);
  const whole = shared(indexes.map(index => index.toFixed(0)));
  const oneDecimal = shared(indexes.map(index => index.toFixed(1)));
  const exact = shared(indexes);
  return {
    devices: losses.length,
    atOneValue: {
      whole: whole.most,
      oneDecimal: oneDecimal.most,
      exact: exact.most,
    },
    notAlone: {
      whole: whole.notAlone,
      oneDecimal: oneDecimal.notAlone,
      exact: exact.notAlone,
    },
    above95: indexes.filter(index => index > 95).length / indexes.length,
    quantiles: [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1].map(share => ({
      share,
      index: sorted[Math.round(share * (sorted.length - 1))],
    })),
  };
}
