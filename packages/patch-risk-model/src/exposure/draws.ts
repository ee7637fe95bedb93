/** Seed of the interval's draws. @public */
export const DRAW_SEED = 20261121;

/** Number of draws; the second half mirrors the first. @public */
export const DRAW_COUNT = 64;

/** One draw: standard normal values for the four spreads. @public */
export interface Draw {
  hazard: number;
  reach: number;
  delay: number;
  impact: number;
}

/** Mulberry32 by Tommy Ettinger (public domain): uniform numbers in [0, 1). */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The fixed draws of the interval, the same for all findings. Of each draw the values hazard, reach, delay and impact
 * are taken in this order, each by Box–Muller from two uniform numbers u, v: `√(−2 ln(1 − u)) · cos(2πv)`. Draw 33 to
 * 64 are draw 1 to 32 with the opposite sign.
 *
 * @public
 */
export function makeDraws(): Draw[] {
  const next = uniforms(DRAW_SEED);
  const normal = () => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return radius * Math.cos(2 * Math.PI * next());
  };
  const draws: Draw[] = [];
  for (let i = 0; i < DRAW_COUNT / 2; i++) {
    const hazard = normal();
    const reach = normal();
    const delay = normal();
    const impact = normal();
    draws.push({ hazard, reach, delay, impact });
  }
  for (const draw of draws.slice()) {
    draws.push({
      hazard: -draw.hazard,
      reach: -draw.reach,
      delay: -draw.delay,
      impact: -draw.impact,
    });
  }
  return draws;
}
