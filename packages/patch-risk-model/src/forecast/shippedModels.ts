import { shippedOtFixModel } from './fix/shippedOtFixModel';
import { shippedExploitModel } from './shippedExploitModel';
import { shippedFixModel } from './shippedFixModel';

/** A model that the product is served with. @public */
export interface ShippedModel {
  id: 'exploit' | 'fix' | 'fix-ot';
  name: string;
  version: string;
  /** Day of the newest row that it was trained on, YYYY-MM-DD; where parts differ, of the older part. */
  newestTrainingDay: string;
}

/** The models that the product is served with, in the order of its pages. @public */
export const shippedModels: readonly ShippedModel[] = [
  {
    id: 'exploit',
    name: 'Exploitation',
    version: shippedExploitModel.version,
    newestTrainingDay: shippedExploitModel.card.trainingWindow.to,
  },
  {
    id: 'fix',
    name: 'Time to a fix',
    version: shippedFixModel.version,
    newestTrainingDay: shippedFixModel.card.trainingWindow.to,
  },
  {
    id: 'fix-ot',
    name: 'Fixes of OT advisories',
    version: shippedOtFixModel.version,
    newestTrainingDay: shippedOtFixModel.advisories.trainedUntil,
  },
];
