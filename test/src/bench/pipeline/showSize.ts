import { showSummary } from '../showSummary';
import type { RunFigures, SizeFigures } from './measureSize';

function megabytes(bytes: number): string {
  return Number.isNaN(bytes) ? 'unknown' : `${(bytes / 1e6).toFixed(1)} MB`;
}

function showRun(run: RunFigures): string {
  return [
    `${run.seconds.toFixed(2)} s`,
    `${run.rows} rows`,
    `${megabytes(run.logBytes)} written`,
    `${megabytes(run.storedBytes)} more stored`,
    `event loop p99 ${run.loopDelayMs.toFixed(0)} ms`,
  ].join(', ');
}

/** Lines on one organisation on one engine. */
export function showSize(figures: SizeFigures): string[] {
  const { engine, organisation, pairs, again, epss } = figures;
  const { findings, devices, groups, vulnerabilities } = organisation;
  const seconds = pairs.map(pair => pair.full.seconds);
  return [
    `${engine}, ${findings} findings (${devices} devices, ${groups} fix groups, ${vulnerabilities} vulnerabilities)`,
    `  full assessment: ${showSummary(seconds, 's')}; ${showSummary(
      seconds.map(each => findings / each),
      'findings/s',
      0,
    )}`,
    `  last of them: ${showRun(pairs[pairs.length - 1].full)}`,
    `  bare loop over the same arithmetic: ${showSummary(
      pairs.map(pair => pair.bareSeconds),
      's',
      3,
    )}; ratio ${showSummary(
      pairs.map(pair => pair.full.seconds / pair.bareSeconds),
      '',
      1,
    )}`,
    `  forecasts, scores and explanations in one thread, no database: ${showSummary(
      pairs.map(pair => pair.threadSeconds),
      's',
    )}; ratio ${showSummary(
      pairs.map(pair => pair.full.seconds / pair.threadSeconds),
      '',
      1,
    )}`,
    `  again, nothing changed: ${showRun(again)}`,
    `  EPSS of ${epss.moved} vulnerabilities moved: ${showRun(epss.sameDay)}`,
    `  next day, with as many moved: ${showRun(epss.nextDay)}`,
  ];
}
