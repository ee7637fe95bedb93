export { runCommand } from '@internal/command-line';
