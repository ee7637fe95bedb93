import type { ModelCard } from './ModelCard';
import { shippedExploitModel } from './shippedExploitModel';
import { shippedFixModel } from './shippedFixModel';

/** Cards of the shipped models. @public */
export const modelCards: readonly ModelCard[] = [
  shippedExploitModel.card,
  shippedFixModel.card,
];
