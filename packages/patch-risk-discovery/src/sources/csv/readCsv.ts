import { createCsvReader } from './createCsvReader';
import { generalCsvMapping } from './generalCsvMapping';

/**
 * Reads CSV files with everyday headings (`generalCsvMapping`).
 *
 * @public
 */
export const readCsv = createCsvReader(generalCsvMapping);
