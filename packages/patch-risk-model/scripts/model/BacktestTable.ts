import type { CalibrationFigures } from './calibrationFigures';

/** Figures by name of the forecast. */
export type BacktestTable = { name: string; figures: CalibrationFigures }[];
