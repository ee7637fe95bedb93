import { fitOtDisclosure } from './fitOtDisclosure';
import { fitOtLate } from './fitOtLate';
import type { OtFixModel } from './OtFixModel';
import type { OtFixOutcome } from './OtFixOutcome';
import type { OtLateSpell } from './OtLateSpell';

/** Cross-validation by year (docs/models/fix-ot.md) saw no gain from others. */
export const OT_ADVISORY_OPTIONS = { halfLifeYears: 3 };
/** Few advisories with many alike rows: one feature a tree, and leaves of many rows. */
export const OT_PRODUCT_LIST_OPTIONS = {
  halfLifeYears: 5,
  boost: { rounds: 120, leaves: 2, leastLeafWeight: 100, ridge: 20 },
};

/**
 * Fits the fix model of OT advisories: the chance of a fix at disclosure in
 * both notions, and the hazard of a late one.
 *
 * @throws ModelInputError for rows that cannot be used
 *
 * @public
 */
export function fitOtFixModel(options: {
  version: string;
  /** Outcomes by the remediations of advisories. */
  advisories: readonly OtFixOutcome[];
  /** Outcomes by the lists of affected products. */
  productLists: readonly OtFixOutcome[];
  spells: readonly OtLateSpell[];
  licence: string;
  attribution: string;
}): OtFixModel {
  const { version, licence, attribution, spells } = options;
  return {
    version,
    licence,
    attribution,
    advisories: fitOtDisclosure(options.advisories, OT_ADVISORY_OPTIONS),
    productLists: fitOtDisclosure(
      options.productLists,
      OT_PRODUCT_LIST_OPTIONS,
    ),
    late: fitOtLate(spells),
  };
}
