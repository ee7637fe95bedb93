import type { GroupScore, GroupScoreInput, ScoreNote } from '@patch-risk/model';
import type { FixView } from './FixForecasts';
import type { GroupInput } from './GroupInput';
import type { ServiceLevel } from './serviceLevel';

/** A group with its score, before the device's sum is known. */
export interface ScoredGroup {
  group: GroupInput;
  input: GroupScoreInput;
  score: GroupScore;
  fix: FixView;
  /** Only of a group that waits for its fix. */
  level?: ServiceLevel;
  notes: ScoreNote[];
}
