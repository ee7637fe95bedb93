export type { Command } from '@internal/command-line';
