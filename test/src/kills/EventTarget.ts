import type { JsonObject } from '@backstage/types';

/** Where the backend of a run delivers events. */
export interface EventTarget {
  /** What goes below `patchRisk.elasticsearch`. */
  config: JsonObject;
  /** Called when events have arrived, before the backend knows it where that can be seen. */
  onDelivery: () => Promise<void>;
  /** What arrived: each document once for each time that it arrived. */
  read(): Promise<{ id: string; document: object }[]>;
  close(): Promise<void>;
}
