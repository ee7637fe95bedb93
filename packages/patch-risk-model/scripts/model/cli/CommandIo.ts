export type { CommandIo } from '@internal/command-line';
