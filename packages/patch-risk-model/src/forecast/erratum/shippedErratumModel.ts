import { readPooledFixModel } from '../pooled/readPooledFixModel';
import json from '../models/erratum-v2.json';

/** The model of AlmaLinux errata that this version of the package ships. */
export const shippedErratumModel = readPooledFixModel(json);
