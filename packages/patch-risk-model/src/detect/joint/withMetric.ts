import type { JointState } from './JointState';

/** The state with one metric more; it is not known yet how this one goes with the others. */
export function withMetric(state: JointState, metric: string): JointState {
  const at = state.metrics.findIndex(known => known > metric);
  const index = at < 0 ? state.metrics.length : at;
  const insert = <T>(list: readonly T[], item: T) =>
    list.toSpliced(index, 0, item);
  const metrics = insert(state.metrics, metric);
  const products: number[] = [];
  let before = 0;
  for (let row = 0; row < metrics.length; row++) {
    for (let column = row; column < metrics.length; column++) {
      if (row === index || column === index) {
        products.push(row === column ? 1 : 0);
      } else {
        products.push(state.products[before]);
        before++;
      }
    }
  }
  return {
    ...state,
    metrics,
    points: insert(state.points, 0),
    sums: insert(state.sums, 0),
    told: insert(state.told, 0),
    level: insert(state.level, 0),
    products,
  };
}
