import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { detect, type DetectorState } from '../../src/detect';
import { DATA_DIRECTORY } from './dataDirectory';

export interface NabFigures {
  series: number;
  points: number;
  windows: number;
  found: number;
  falseAlarms: number;
  precision: number;
  recall: number;
  f1: number;
}

const PROBATION_SHARE = 0.15;
const PROBATION_POINTS = 750;
const BLOCK = 512;

/**
 * The detector on the Numenta Anomaly Benchmark (Lavin and Ahmad 2015),
 * counted by episodes: a labelled window is found when an episode opens in it,
 * an episode that opens outside of all windows is a false alarm. The first
 * 15 % of a series (at most 750 points) count for nothing. NAB's own score
 * rewards early detection and is not computed.
 */
export function nabFigures(): NabFigures {
  const files = readArchive('anomaly/NAB_data_labels.tar.gz');
  const labels: Record<string, [string, string][]> = JSON.parse(
    files.get('labels/combined_windows.json') ?? '{}',
  );
  const figures = { series: 0, points: 0, windows: 0, found: 0 };
  let falseAlarms = 0;
  for (const [name, spans] of Object.entries(labels)) {
    const rows = (files.get(`data/${name}`) ?? '').trim().split('\n').slice(1);
    const windows = spans.map(([from, to]) => ({
      from: toTime(from),
      to: toTime(to),
      found: false,
    }));
    const probation = Math.min(rows.length * PROBATION_SHARE, PROBATION_POINTS);
    let state: DetectorState | undefined;
    for (const [index, row] of rows.entries()) {
      const [timestamp, value] = row.split(',');
      const at = toTime(timestamp);
      const result = detect(state, { at, value: Number(value) });
      state = result.state;
      if (result.episode === 'opened' && index >= probation) {
        const hit = windows.filter(span => at >= span.from && at <= span.to);
        for (const span of hit) {
          span.found = true;
        }
        falseAlarms += hit.length === 0 ? 1 : 0;
      }
    }
    figures.series++;
    figures.points += rows.length;
    figures.windows += windows.length;
    figures.found += windows.filter(span => span.found).length;
  }
  const precision = figures.found / Math.max(figures.found + falseAlarms, 1);
  const recall = figures.found / Math.max(figures.windows, 1);
  return {
    ...figures,
    falseAlarms,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(precision + recall, 1e-12),
  };
}

function toTime(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}

/** Text files of a gzip-compressed tar archive (ustar) by name. */
function readArchive(path: string): Map<string, string> {
  const bytes = gunzipSync(readFileSync(join(DATA_DIRECTORY, path)));
  const files = new Map<string, string>();
  let offset = 0;
  while (offset + BLOCK <= bytes.length && bytes[offset] !== 0) {
    const header = bytes.subarray(offset, offset + BLOCK);
    const text = (from: number, to: number) =>
      header.toString('latin1', from, to).replace(/\0.*$/s, '').trim();
    const size = parseInt(text(124, 136), 8);
    const start = offset + BLOCK;
    files.set(
      text(0, 100).replace(/^\.\//, ''),
      bytes.toString('utf8', start, start + size),
    );
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
