export { escapeCsvCell } from '@internal/command-line';
