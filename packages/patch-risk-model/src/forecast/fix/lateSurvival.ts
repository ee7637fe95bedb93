import type { OtLateModel } from './OtFixModel';

/**
 * Chance that no fix came in the first `ageDays` days, given that there was
 * none at disclosure: exp(−Σ daily hazard · days in the bin · vendor's factor).
 */
export function lateSurvival(
  model: OtLateModel,
  vendor: string | undefined,
  ageDays: number,
): number {
  const factor =
    vendor !== undefined && Object.hasOwn(model.vendorFactors, vendor)
      ? model.vendorFactors[vendor]
      : 1;
  let hazard = 0;
  for (const [bin, daily] of model.dailyHazards.entries()) {
    const from = model.fromDays[bin];
    const to = Math.min(ageDays, model.fromDays[bin + 1] ?? Infinity);
    hazard += daily * Math.max(0, to - from);
  }
  return Math.exp(-hazard * factor);
}
