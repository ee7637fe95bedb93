import model from '../models/rhythm-v1.json';
import type { RhythmModel } from './RhythmModel';

/** The rhythms that this package ships. @public */
export const shippedRhythm: RhythmModel = model;
