export { CsvWriter } from '@internal/command-line';
