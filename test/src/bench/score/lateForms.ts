import type { FindingBatch } from '@patch-risk/model';
import { forecastFix } from '@patch-risk/model';
import { normaliseVendor } from '@patch-risk/model/src/forecast/features/normaliseVendor';
import { shippedOtFixModel } from '@patch-risk/model/src/forecast/fix/shippedOtFixModel';
import { shippedFixModel } from '@patch-risk/model/src/forecast/shippedFixModel';
import { choices } from './choices';
import { dayFrom } from './describeFinding';
import type { FindingCodes } from './FindingCodes';
import { REFERENCE_INPUT, total } from './forecastColumns';

/** Forms that the hazard of a late fix may have: one for all vendors, or with a factor for each. */
export function lateForms(codes: FindingCodes): FindingBatch['fix']['late'][] {
  const { bins, oldestAgeDays } = shippedFixModel;
  const { late } = shippedOtFixModel;
  const factorOf = (vendor: string | undefined) => {
    const name = normaliseVendor(vendor);
    return name !== undefined && Object.hasOwn(late.vendorFactors, name)
      ? late.vendorFactors[name]
      : 1;
  };
  return [
    {
      baseline: 0,
      columns: [],
      bins: {
        fromDay: bins.map(({ fromDay }) => fromDay),
        rowDays: bins.map(({ rowDays }) => rowDays),
        shift: bins.map(({ fromDay }) =>
          total(
            forecastFix({
              ...REFERENCE_INPUT,
              state: 'none_available',
              disclosedOn: dayFrom(-fromDay),
            }).terms,
          ),
        ),
      },
      oldestAgeDays,
    },
    ...[late.oldestAgeDays, 65_535].map(oldest => ({
      baseline: 0,
      columns: [
        {
          codes: codes.vendor,
          logOdds: Float64Array.from(choices.vendor, vendor =>
            Math.log(factorOf(vendor)),
          ),
        },
      ],
      bins: {
        link: 'log' as const,
        fromDay: late.fromDays,
        rowDays: late.fromDays.map(() => 1),
        shift: late.dailyHazards.map(Math.log),
      },
      oldestAgeDays: oldest,
    })),
  ];
}
