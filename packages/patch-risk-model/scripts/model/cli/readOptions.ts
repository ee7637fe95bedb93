export { readOptions } from '@internal/command-line';
