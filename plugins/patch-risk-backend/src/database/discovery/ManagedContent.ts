import type { ManagedDevice } from '@patch-risk/backstage-plugin-patch-risk-common';

/** What the feed of managed devices tells of one. */
export type ManagedContent = Omit<
  ManagedDevice,
  'key' | 'revision' | 'removed'
>;
