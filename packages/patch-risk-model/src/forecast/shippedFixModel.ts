import type { FixModel } from './FixModel';
import json from './models/fix-v1.json';

/** The fix model that this version of the package ships. */
export const shippedFixModel: FixModel = json;
