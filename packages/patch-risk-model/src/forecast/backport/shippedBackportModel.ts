import { readPooledFixModel } from '../pooled/readPooledFixModel';
import json from '../models/backport-v2.json';

/** The model of backports that this version of the package ships. */
export const shippedBackportModel = readPooledFixModel(json);
