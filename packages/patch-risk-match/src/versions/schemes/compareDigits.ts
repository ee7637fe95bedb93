/** Orders two runs of digits as whole numbers of any length. */
export function compareDigits(left: string, right: string): number {
  const [first, second] = [left, right].map(text => text.replace(/^0+/, ''));
  if (first.length !== second.length) return first.length - second.length;
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
