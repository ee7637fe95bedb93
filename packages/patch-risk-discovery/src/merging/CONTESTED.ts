/** Label of what several labels reach in the same number of steps. */
export const CONTESTED = -1;
