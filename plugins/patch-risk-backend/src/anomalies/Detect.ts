import type { detectPoint } from '@patch-risk/model';

/** The detector: one point at a time, its state handed back each time. */
export type Detect = typeof detectPoint;
