import { shippedOtFixModel } from './fix/shippedOtFixModel';
import { shippedRhythm } from './rhythm/shippedRhythm';
import { shippedExploitModel } from './shippedExploitModel';
import { shippedFixModel } from './shippedFixModel';

/** Versions of the models that the product is served with. @public */
export const MODEL_VERSION: string = `exploit-${shippedExploitModel.version}+fix-${shippedFixModel.version}+fix-ot-${shippedOtFixModel.version}+rhythm-${shippedRhythm.version}`;
