/** Where a feed is read from, as configured. */
export type FeedSource =
  | { url: string; path?: undefined }
  | { path: string; url?: undefined };
