import type { FixModel } from './FixModel';
import type { ForecastTerm } from './ForecastTerm';
import { announcedFixSurvival } from './announcedFixSurvival';
import { ageInDays } from './features/ageInDays';
import { ageFeatures } from './features/ageFeatures';
import { fixFeatures } from './features/fixFeatures';
import { normaliseVendor } from './features/normaliseVendor';
import { parseDay } from './features/parseDay';
import type {
  FixForecast,
  FixForecastInput,
  FixForecastOptions,
} from './forecastFix';
import { describedFixBasis } from './fix/describedFixBasis';
import type { OtFixModel } from './fix/OtFixModel';
import { lateFixHazard } from './lateFixHazard';
import { logOddsTerms } from './logistic/logOddsTerms';
import { sigmoid } from './logistic/sigmoid';
import { promiseSlippage } from './promises/promiseSlippage';
import { followRhythm } from './rhythm/followRhythm';
import { vendorRhythm } from './rhythm/vendorRhythm';
import { ModelInputError } from '../ModelInputError';

/** What a fix forecast is made of, before it is laid on the weekly grid. */
export interface FixBasis {
  /** Chance that no fix exists so many days from the forecast date. */
  survivalAt: (days: number) => number;
  basis: FixForecast['basis'];
  imputed: string[];
  terms: ForecastTerm[];
  /** Why quantiles are withheld. */
  abstained?: string;
  /** Quantiles up to this probability are given all the same. */
  givenUpToProbability?: number;
}

/**
 * Chooses by the remediation state what a fix forecast rests on.
 *
 * @throws ModelInputError for a malformed vector, score, date or state
 */
export function fixBasis(
  input: FixForecastInput,
  options: FixForecastOptions & { model: FixModel },
): FixBasis {
  const { rhythm } = options;
  const flat = flatFixBasis(input, options);
  // What rests on the late hazard comes when advisories come; states and dates that are given do not.
  return rhythm && flat.isLate
    ? {
        ...flat,
        survivalAt: followRhythm({
          survivalAt: flat.survivalAt,
          fromDay: parseDay('asOf', input.asOf),
          weights: vendorRhythm(rhythm, input.vendor),
        }),
      }
    : flat;
}

function flatFixBasis(
  input: FixForecastInput,
  { model, promises, otModel }: FixForecastOptions & { model: FixModel },
): FixBasis & { isLate?: boolean } {
  const { state, plannedFor } = input;
  const asOf = parseDay('asOf', input.asOf);
  if (input.availableSince) {
    parseDay('availableSince', input.availableSince);
  }
  switch (state) {
    case 'available':
      return {
        survivalAt: () => 0,
        basis: 'available',
        imputed: [],
        terms: [],
      };
    case 'no_fix_planned': {
      const perDay = Math.log1p(-model.reversalAnnualProbability) / 365;
      return {
        survivalAt: days => Math.exp(perDay * days),
        basis: 'none',
        imputed: [],
        terms: [],
        abstained: 'The vendor plans no fix',
      };
    }
    case 'announced':
      if (plannedFor) {
        const ahead = parseDay('plannedFor', plannedFor) - asOf;
        const slippage = promiseSlippage(promises ?? [], input);
        return {
          survivalAt: days => announcedFixSurvival(ahead, days, slippage),
          basis: 'announced',
          imputed: [],
          terms: [],
        };
      }
      return {
        ...afterDisclosure(input, model, ['plannedFor']),
        isLate: true,
      };
    case 'none_available':
      return { ...afterDisclosure(input, model, []), isLate: true };
    case 'unknown':
      return { ...unknownState(input, { model, otModel }), isLate: true };
    default:
      throw new ModelInputError({
        field: 'state',
        value: state,
        remedy:
          'give available, announced, none_available, no_fix_planned or unknown',
      });
  }
}

/** No fix yet, and that is known: the late hazard from the present age on. */
function afterDisclosure(
  input: FixForecastInput,
  model: FixModel,
  missing: string[],
): FixBasis {
  const { survivalAt, age, imputed } = lateSurvival(input, model);
  const vendor = normaliseVendor(input.vendor);
  const followed = vendor && model.followedVendors.includes(vendor);
  const bin = [...model.bins].reverse().find(each => each.fromDay <= age);
  let abstained: string | undefined;
  if (!followed) {
    abstained = `Late fixes were observed only for ${model.followedVendors.join(
      ', ',
    )}; the curve is theirs`;
  } else if (age > model.oldestAgeDays) {
    abstained = `No late fix was observed more than ${model.oldestAgeDays} days after disclosure`;
  }
  return {
    survivalAt: days => survivalAt(days) / survivalAt(0),
    basis: 'model',
    imputed: [...missing, ...imputed, ...(followed ? [] : ['vendor'])],
    terms: logOddsTerms(
      model.late,
      ageFeatures(model.bins, bin ?? model.bins[0]),
    ),
    abstained,
  };
}

/**
 * Nothing is said about a fix: it may have been there at disclosure, or have
 * come since, or come still. Words on products and versions carry most of what
 * tells; without them the vendor's rate is as good as any.
 */
function unknownState(
  input: FixForecastInput,
  { model, otModel }: { model: FixModel; otModel: OtFixModel | undefined },
): FixBasis {
  if (input.productsAffectedText?.trim()) {
    return describedFixBasis(input, {
      ages: model.ageDistribution,
      model: otModel,
    });
  }
  const late = lateSurvival(input, model);
  const described = fixFeatures(input, model.vendorLogOdds);
  const { values } = described;
  const imputed = described.imputed.filter(name =>
    isUsed(name, model.atDisclosure.featureNames),
  );
  const terms = logOddsTerms(model.atDisclosure, values);
  let logOdds = 0;
  for (const term of terms) {
    logOdds += term.logOdds;
  }
  const atDisclosure = sigmoid(logOdds);
  const nothingKnown = model.atDisclosure.featureNames.every(
    name => values[name] === undefined,
  );
  return {
    survivalAt: days => (1 - atDisclosure) * late.survivalAt(days),
    basis: nothingKnown ? 'none' : 'model',
    imputed: [...imputed, ...late.imputed],
    terms,
    abstained: nothingKnown
      ? 'Nothing that the model uses is known of this vendor and vulnerability; the curve is the population’s'
      : undefined,
  };
}

/**
 * Chance of no fix from disclosure until `days` days from now. Without a
 * disclosure date it is averaged over the ages of the training population;
 * ages past the oldest observed one count as that one.
 */
function lateSurvival(
  input: FixForecastInput,
  model: FixModel,
): {
  survivalAt: (days: number) => number;
  age: number;
  imputed: string[];
} {
  const hazard = lateFixHazard(model);
  const known = ageInDays(input);
  const ages =
    known === undefined
      ? model.ageDistribution
      : [{ ageDays: known, share: 1 }];
  return {
    survivalAt: days => {
      let sum = 0;
      for (const { ageDays, share } of ages) {
        const age = Math.min(ageDays, model.oldestAgeDays);
        sum += share * hazard.survival(0, age + days);
      }
      return sum;
    },
    age: known ?? 0,
    imputed: known === undefined ? ['disclosedOn'] : [],
  };
}

/** Whether the model has a feature that the named input feeds. */
function isUsed(input: string, featureNames: readonly string[]): boolean {
  switch (input.split('.')[0]) {
    case 'cvssBaseScore':
      return featureNames.includes('cvss.baseScore');
    case 'cvssVector':
      return featureNames.some(
        name => name.startsWith('cvss.') && name !== 'cvss.baseScore',
      );
    case 'cwes':
      return featureNames.some(name => name.startsWith('cwe.'));
    default:
      return true;
  }
}
