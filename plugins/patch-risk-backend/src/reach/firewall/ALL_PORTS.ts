/** Every port, from and to. */
export const ALL_PORTS: readonly (readonly [number, number])[] = [[0, 65_535]];
