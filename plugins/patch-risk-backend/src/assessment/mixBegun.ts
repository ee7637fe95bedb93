/**
 * The begin hazard when exploitation has begun with some chance and else follows a forecast. Who sees it not begun
 * before week 2 knows that it had not begun, so only the first week differs: `w(1)' = q + (1 − q) · w(1)`.
 *
 * @param chance - q, in [0, 1]
 */
export function mixBegun(hazard: Float64Array, chance: number): Float64Array {
  const mixed = Float64Array.from(hazard);
  mixed[0] = chance + (1 - chance) * hazard[0];
  return mixed;
}
