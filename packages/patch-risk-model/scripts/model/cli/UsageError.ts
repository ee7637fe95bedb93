export { UsageError } from '@internal/command-line';
