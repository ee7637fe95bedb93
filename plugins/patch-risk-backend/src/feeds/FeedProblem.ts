export type { RecordProblem as FeedProblem } from '@patch-risk/match';
