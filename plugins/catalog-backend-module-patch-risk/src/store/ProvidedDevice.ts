/** A discovered device and what the catalog was told of it. */
export interface ProvidedDevice {
  deviceKey: string;
  /** Name that the entity keeps. */
  entityRef: string;
  /** Of the entity that the catalog accepted; undefined where it has none, or is not known to. */
  contentHash: string | undefined;
  /** Entity of a person that describes the device instead. */
  describedBy: string | undefined;
  /** No longer managed: goes when all was read and no other device has taken its place. */
  isEnded: boolean;
}
