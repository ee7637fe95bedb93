import { shippedExploitModel } from './shippedExploitModel';
import { shippedFixModel } from './shippedFixModel';

/** Version of the models that this package ships. @public */
export const MODEL_VERSION: string = `exploit-${shippedExploitModel.version}+fix-${shippedFixModel.version}`;
