export { type CsvFile, openCsv } from '@internal/command-line';
