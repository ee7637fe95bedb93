/**
 * What a MAC address is worth as an identity: only a `global` one belongs to one device for good. A `local` one was
 * chosen by software, a `virtual` one moves and is copied with a machine, a `router` one is shared by routers that
 * stand in for each other, a `multicast` one is no sender's.
 *
 * @public
 */
export type KindOfMac = 'global' | 'local' | 'virtual' | 'router' | 'multicast';
