/** First day of each window; a window ends where the next one starts. */
export const FIX_WINDOWS = {
  train: '2022-01-01',
  test: '2023-01-01',
  end: '2024-01-01',
};

/** The advisories of Siemens at CISA were followed up until `end`. */
export const LATE_FIX_WINDOWS = {
  train: '2022-02-15',
  test: '2022-09-01',
  end: '2023-01-10',
};
