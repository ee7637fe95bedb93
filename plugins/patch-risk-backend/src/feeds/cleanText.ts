export { cleanText } from '@patch-risk/match';
