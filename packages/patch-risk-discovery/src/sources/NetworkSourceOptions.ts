/**
 * Options of readers of network sensors.
 *
 * @public
 */
export interface NetworkSourceOptions {
  /** Blocks of addresses that are ours besides the private ranges, such as `192.0.2.0/24`. */
  localNetworks?: string[];
}
