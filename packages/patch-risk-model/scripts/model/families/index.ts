import type { Family } from './Family';

/** Every family, in the order of the card. */
export const families: readonly Family[] = [];
