export { createProgress } from '@internal/command-line';
