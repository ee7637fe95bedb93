import type { CsvFile } from '@internal/command-line';
import { ModelInputError } from '../../../src/ModelInputError';
import { readTimestamp } from './readTimestamp';
import type { SeriesRow } from './SeriesRow';

const LARGEST = 1e100;

/**
 * Reads a series: the first column a timestamp, each other one a metric.
 *
 * @throws ModelInputError naming row and column where a timestamp is missing or
 * none, or a metric is neither empty nor a number between -1e100 and 1e100; and
 * naming the header where there is no metric
 */
export async function* readSeries(
  file: CsvFile,
): AsyncGenerator<SeriesRow, void, undefined> {
  const [time, ...metrics] = file.columns;
  if (metrics.length === 0) {
    throw new ModelInputError({
      field: 'header:',
      value: file.columns.join(','),
      remedy: /[;\t]/.test(time)
        ? 'separate the columns with commas'
        : 'give a metric in at least one column after the timestamp',
    });
  }
  let before = Number.NEGATIVE_INFINITY;
  for await (const row of file.rows) {
    const timestamp = row.requiredText(time);
    const at = readTimestamp(timestamp);
    if (at === undefined) {
      throw row.refusal(
        time,
        timestamp,
        'give a timestamp as ISO 8601 between 1900 and 2100, or a number',
      );
    }
    const values = metrics.map(metric => {
      const value = row.numeric(metric);
      if (value !== undefined && Math.abs(value) > LARGEST) {
        throw row.refusal(
          metric,
          value,
          'give a number between -1e100 and 1e100',
        );
      }
      return value;
    });
    yield { timestamp, goesBack: at <= before, values };
    before = at;
  }
}
