import { createZeekReader } from './createZeekReader';

/**
 * Reads Zeek logs; hosts in private ranges, and those that Zeek calls local, are ours.
 *
 * @public
 */
export const readZeek = createZeekReader();
