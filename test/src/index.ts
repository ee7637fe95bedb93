export type {
  AnsweredAssessment,
  DeviceContext,
} from './recompute/AnsweredAssessment';
export { recompute } from './recompute/recompute';
export { alter, numbersIn } from './recompute/alter';
