import { normaliseVendor } from '../features/normaliseVendor';
import type { RhythmModel } from './RhythmModel';

/** Weights of the cells for a vendor; those of all vendors where it has none of its own. */
export function vendorRhythm(
  model: RhythmModel,
  vendor: string | undefined,
): readonly number[] {
  const name = normaliseVendor(vendor);
  return name !== undefined && Object.hasOwn(model.vendors, name)
    ? model.vendors[name].weights
    : model.overall;
}
