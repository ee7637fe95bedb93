/**
 * What of a device decides its matches; devices that agree in it are matched once.
 *
 * @public
 */
export interface MatchConfiguration {
  model: string;
  version?: string;
  /** Series or revision of the hardware, or an order number. */
  hardware?: string;
}
