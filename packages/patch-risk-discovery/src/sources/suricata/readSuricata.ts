import { createSuricataReader } from './createSuricataReader';

/**
 * Reads Suricata's EVE JSON; hosts in private ranges are ours.
 *
 * @public
 */
export const readSuricata = createSuricataReader();
