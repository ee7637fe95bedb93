/**
 * Key of a device that is named after one observation alone, as older devices own its other keys.
 *
 * @param id - of the observation, hexadecimal digits
 */
export function ownKeyOf(id: string): string {
  return `device-${id.slice(0, 20)}`;
}
