export { cveSchema } from '@patch-risk/match';
