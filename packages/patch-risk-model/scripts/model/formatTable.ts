import type { BacktestTable } from './BacktestTable';

/** The held-out figures as a table for a terminal. */
export function formatTable(title: string, table: BacktestTable): string {
  const header = [
    'rows',
    'cases',
    'clusters',
    'predicted',
    'observed',
    'ECE',
    'ECE 80 %',
    'Brier',
    'log loss',
    'AUC',
    'AUC 80 %',
    'top tenth',
  ];
  const width = Math.max(...table.map(row => row.name.length));
  const lines = [
    title,
    `${'forecast'.padEnd(width)}  ${header.map(h => h.padStart(11)).join(' ')}`,
  ];
  for (const { name, figures } of table) {
    const cells = [
      String(figures.rows),
      String(figures.cases),
      String(figures.clusters),
      figures.meanPredicted.toFixed(4),
      figures.meanObserved.toFixed(4),
      figures.ece.toFixed(4),
      `${figures.eceLow.toFixed(3)}–${figures.eceHigh.toFixed(3)}`,
      figures.brier.toFixed(5),
      figures.logLoss.toFixed(5),
      figures.auc.toFixed(3),
      `${figures.aucLow.toFixed(2)}–${figures.aucHigh.toFixed(2)}`,
      figures.topTenthCapture.toFixed(3),
    ];
    lines.push(
      `${name.padEnd(width)}  ${cells.map(c => c.padStart(11)).join(' ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
