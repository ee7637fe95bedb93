export { schemaProblem } from '@patch-risk/match';
