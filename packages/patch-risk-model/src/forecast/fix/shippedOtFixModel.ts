import type { OtFixModel } from './OtFixModel';
import json from '../models/fix-ot-v2.json';

/** The fix model of OT advisories that this version of the package ships. */
export const shippedOtFixModel = json as unknown as OtFixModel;
