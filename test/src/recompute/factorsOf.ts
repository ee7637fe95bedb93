import { chain, type Components, sum, waitHazard, WEEKS } from './formula';

const REFERENCE = {
  w: WEEKS.map(() => 1 - 0.98 ** (1 / 52)),
  survival: WEEKS.map(() => 0),
  components: [[1, 0.1]] as Components,
  reach: 0.0025,
  impact: 0.4,
};
const WEIGHTS = [24, 6, 4, 6, 24].map(x => x / 120);

/** Shapley values of exploitation, reach, time to fix, time to deploy and impact. */
export function factorsOf(group: {
  w: number[];
  reach: number;
  survival: number[];
  components: Components;
  impact: number;
}): number[] {
  const hazards = [REFERENCE, group].map(({ survival }) =>
    [REFERENCE, group].map(({ components }) =>
      waitHazard(survival, components),
    ),
  );
  const value = (has: number[]) =>
    chain(
      has[0] ? group.w : REFERENCE.w,
      hazards[has[2]][has[3]],
      has[1] ? group.reach : REFERENCE.reach,
    ) * (has[4] ? group.impact : REFERENCE.impact);
  return [0, 1, 2, 3, 4].map(factor => {
    let share = 0;
    for (let code = 0; code < 32; code++) {
      const has = [0, 1, 2, 3, 4].map(bit => Math.floor(code / 2 ** bit) % 2);
      if (has[factor] === 0) {
        share +=
          WEIGHTS[sum(has)] *
          (value(has.map((x, i) => (i === factor ? 1 : x))) - value(has));
      }
    }
    return share;
  });
}
