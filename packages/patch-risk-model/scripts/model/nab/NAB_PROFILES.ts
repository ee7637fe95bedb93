/** What a hit, a false alarm and a miss weigh in a profile of NAB. */
export interface NabProfile {
  hit: number;
  falseAlarm: number;
  miss: number;
}

/** The three application profiles of NAB (Lavin and Ahmad 2015, table 1). */
export const NAB_PROFILES = {
  standard: { hit: 1, falseAlarm: 0.11, miss: 1 },
  rewardLowFalseAlarms: { hit: 1, falseAlarm: 0.22, miss: 1 },
  rewardLowMisses: { hit: 1, falseAlarm: 0.11, miss: 2 },
} satisfies Record<string, NabProfile>;
