import type { OtFixModel } from './OtFixModel';
import json from '../models/fix-ot-v2.json';

/**
 * The fix model of OT advisories that this version of the package ships.
 *
 * @public
 */
export const shippedOtFixModel: OtFixModel = json as unknown as OtFixModel;
