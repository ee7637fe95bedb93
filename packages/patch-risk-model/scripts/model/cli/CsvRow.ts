export { CsvRow } from '@internal/command-line';
