import {
  type Command,
  createProgress,
  CsvWriter,
  openCsv,
  readOptions,
} from '@internal/command-line';
import { readSeries } from '../detect/readSeries';
import { detectRow, type RowState } from '../../../src/detect';

const COLUMNS = ['timestamp', 'score', 'is_anomaly'] as const;

/** Runs the detector over a series. */
export const detect: Command = {
  name: 'detect',
  summary: 'finds anomalies in a series of one or several metrics',
  usage: `Usage: npm run --silent model -- detect --input SERIES.csv --out OUT.csv

Reads a series row by row (gzip where the name ends in .gz): the first column a
timestamp, each other column a metric. Writes one row for each row of the series.
The score of a row depends on earlier rows and itself only.

  --input  timestamp,METRIC[,METRIC…]
  --out    timestamp,score,is_anomaly; score between 0 and 1, is_anomaly 0 or 1

With one metric, flags are point incidents: single rows, with a rest after each.
With several, flags are level faults: they last as long as the level differs.
An empty cell is a missing value. Timestamps are ISO 8601, or numbers; rows are
judged in the order of the file, whether timestamps repeat or go back or not.
Anything else in a cell (NaN, text, a date outside of 1900 to 2100), a short row or
a column named twice ends the command with exit code 1. The error names row and
column, and nothing is written to OUT.

Example: npm run --silent model -- detect --input pump.csv --out scores.csv
`,
  async run(commandArguments, io) {
    const { input, out } = readOptions(commandArguments, {
      required: ['input', 'out'],
    });
    const file = await openCsv(io.resolvePath(input), { required: [] });
    const series = readSeries(file);
    const progress = createProgress(io, { what: 'rows' });
    await CsvWriter.write({
      path: io.resolvePath(out),
      columns: COLUMNS,
      work: async writer => {
        let state: RowState | undefined;
        let backwards = 0;
        for await (const { timestamp, goesBack, values } of series) {
          const result = detectRow(state, values);
          state = result.state;
          backwards += goesBack ? 1 : 0;
          await writer.row({
            timestamp,
            score: Number(result.score.toFixed(6)),
            is_anomaly: result.isAnomaly ? 1 : 0,
          });
          progress.count();
        }
        if (backwards > 0) {
          io.progress(
            `${backwards} rows are not later than the row before; they were judged in the order of the file`,
          );
        }
      },
    });
    progress.end();
  },
};
