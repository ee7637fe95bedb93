import type { OtLateModel } from './OtFixModel';
import type { OtLateSpell } from './OtLateSpell';

/** Weekly at first, then wider. */
const FROM_DAYS = [0, 7, 14, 28, 56, 91, 182, 365, 730];
/** Advisories' worth of the mean hazard that each bin starts with: it smooths bins without evidence. */
const BIN_PRIOR = 1;
/** Expected advisories' worth of an ordinary vendor that each vendor starts with. */
const VENDOR_PRIOR = 0.5;
const DIGITS = 4;

/**
 * Fits the hazard of a late fix: piecewise constant in age, each bin pulled
 * to the mean hazard, and a factor for each vendor that is pulled to 1
 * (the gamma-Poisson posterior mean; Singer and Willett 1993 for the bins,
 * Clayton and Kaldor 1987 for the pooling).
 *
 * Events and days are counted by advisory: its products share a weight of one.
 */
export function fitOtLate(spells: readonly OtLateSpell[]): OtLateModel {
  const events = FROM_DAYS.map(() => 0);
  const days = FROM_DAYS.map(() => 0);
  for (const spell of spells) {
    for (const bin of FROM_DAYS.keys()) {
      days[bin] += spell.weight * daysInBin(spell, bin);
    }
    if (spell.fixed) {
      events[binOf(spell.exitDays)] += spell.weight;
    }
  }
  const mean = sum(events) / Math.max(1, sum(days));
  const dailyHazards = FROM_DAYS.map((_, bin) =>
    Number(
      (
        (events[bin] + BIN_PRIOR) /
        (days[bin] + BIN_PRIOR / Math.max(mean, 1e-9))
      ).toPrecision(DIGITS),
    ),
  );
  const seen = new Map<string, { events: number; expected: number }>();
  let trainedUntil = '';
  let oldestAgeDays = 0;
  for (const spell of spells) {
    const vendor = seen.get(spell.vendor ?? '') ?? { events: 0, expected: 0 };
    for (const [bin, hazard] of dailyHazards.entries()) {
      vendor.expected += spell.weight * hazard * daysInBin(spell, bin);
    }
    vendor.events += spell.fixed ? spell.weight : 0;
    seen.set(spell.vendor ?? '', vendor);
    trainedUntil = spell.lastDay > trainedUntil ? spell.lastDay : trainedUntil;
    if (spell.fixed) {
      oldestAgeDays = Math.max(oldestAgeDays, spell.exitDays);
    }
  }
  const vendorFactors: Record<string, number> = {};
  const vendorEvents: Record<string, number> = {};
  for (const [vendor, tally] of [...seen].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (vendor !== '') {
      vendorFactors[vendor] = Number(
        (
          (tally.events + VENDOR_PRIOR) /
          (tally.expected + VENDOR_PRIOR)
        ).toPrecision(3),
      );
    }
    if (vendor !== '' && tally.events > 0) {
      vendorEvents[vendor] = Number(tally.events.toPrecision(3));
    }
  }
  return {
    trainedUntil,
    fromDays: [...FROM_DAYS],
    dailyHazards,
    vendorFactors,
    vendorEvents,
    oldestAgeDays,
  };
}

function daysInBin(spell: OtLateSpell, bin: number): number {
  const from = Math.max(spell.entryDays, FROM_DAYS[bin]);
  const to = Math.min(spell.exitDays, FROM_DAYS[bin + 1] ?? Infinity);
  return Math.max(0, to - from);
}

function binOf(age: number): number {
  let bin = FROM_DAYS.length - 1;
  // An event on a bin's first day ended the days of the bin before.
  while (bin > 0 && FROM_DAYS[bin] >= age) {
    bin--;
  }
  return bin;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}
