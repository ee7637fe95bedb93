export { dateSchema } from '@patch-risk/match';
