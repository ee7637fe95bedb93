import { join } from 'node:path';
import { DATA_DIRECTORY } from '../dataDirectory';
import type { NabSeries } from './NabSeries';
import { probationRows } from './probationRows';
import { readTar } from './readTar';

/**
 * The labelled series of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015)
 * in the data folder: 44 series, 280,333 rows, 83 windows.
 */
export function readNab(): NabSeries[] {
  const files = readTar(join(DATA_DIRECTORY, 'anomaly/NAB_data_labels.tar.gz'));
  const labels: Record<string, [string, string][]> = JSON.parse(
    files.get('labels/combined_windows.json') ?? '{}',
  );
  return Object.entries(labels).map(([name, spans]) => {
    const rows = (files.get(`data/${name}`) ?? '').trim().split('\n').slice(1);
    const cells = rows.map(row => row.split(','));
    const times = Float64Array.from(cells, row => toTime(row[0]));
    const values = Float64Array.from(cells, row => Number(row[1]));
    const windows = spans.map(([start, end]) => ({
      from: times.findIndex(time => time >= toTime(start)),
      to: times.findLastIndex(time => time <= toTime(end)),
    }));
    return {
      name,
      source: name.split('/')[0],
      times,
      values,
      windows,
      probation: probationRows(rows.length),
    };
  });
}

function toTime(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}
