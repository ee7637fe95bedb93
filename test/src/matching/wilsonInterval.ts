/**
 * The 95 % score interval of a share (Wilson 1927).
 *
 * @returns lower and upper end, in [0, 1]
 */
export function wilsonInterval(hits: number, total: number): [number, number] {
  const z = 1.959964;
  const share = hits / total;
  const middle = share + (z * z) / (2 * total);
  const half =
    z *
    Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return [(middle - half) / scale, (middle + half) / scale];
}
