import type {
  CodedColumn,
  ExploitForecastInput,
  ForecastTerm,
} from '@patch-risk/model';
import { choices } from './choices';
import { AS_OF } from './describeFinding';
import type { FindingCodes } from './FindingCodes';

const REFERENCE = {
  attackVector: 'N',
  attackComplexity: 'L',
  privileges: 'N',
  interaction: 'N',
  scope: 'U',
  confidentiality: 'H',
  integrity: 'H',
  availability: 'H',
};
type Metrics = typeof REFERENCE;

export function spell(change: Partial<Metrics>): string {
  const of = { ...REFERENCE, ...change };
  return `CVSS:3.1/AV:${of.attackVector}/AC:${of.attackComplexity}/PR:${of.privileges}/UI:${of.interaction}/S:${of.scope}/C:${of.confidentiality}/I:${of.integrity}/A:${of.availability}`;
}

export const total = (terms: readonly ForecastTerm[]) =>
  terms.reduce((sum, { logOdds }) => sum + logOdds, 0);

/** Columns of the inputs that both forecasts share, by what each code adds to the log-odds of the reference. */
export function forecastColumns(
  codes: FindingCodes,
  logOdds: (change: Partial<ExploitForecastInput>) => number,
): CodedColumn[] {
  const base = logOdds({});
  const column = (
    of: Uint8Array,
    changes: readonly Partial<ExploitForecastInput>[],
  ): CodedColumn => ({
    codes: of,
    logOdds: Float64Array.from(changes, change => logOdds(change) - base),
  });
  const metric = (
    name: Exclude<keyof Metrics, 'attackVector' | 'privileges'>,
    values: readonly string[],
  ) =>
    column(
      codes[name],
      values.map(value => ({ cvssVector: spell({ [name]: value }) })),
    );
  // One column for both, as a model may ask for a network path without privileges.
  const access = column(codes.access, [
    ...choices.attackVector.flatMap(attackVector =>
      choices.privileges.map(privileges => ({
        cvssVector: spell({ attackVector, privileges }),
      })),
    ),
    { cvssVector: undefined },
  ]);
  const all = [
    access,
    metric('attackComplexity', choices.attackComplexity),
    metric('interaction', choices.interaction),
    metric('scope', choices.scope),
    metric('confidentiality', choices.level),
    metric('integrity', choices.level),
    metric('availability', choices.level),
    column(
      codes.score,
      Array.from({ length: 101 }, (_, tenths) => ({
        cvssBaseScore: tenths / 10,
      })),
    ),
    column(
      codes.weakness,
      choices.weakness.map(cwes => ({ cwes })),
    ),
    column(
      codes.vendor,
      choices.vendor.map(vendor => ({ vendor })),
    ),
  ];
  return all.filter(({ logOdds: terms }) => terms.some(term => term !== 0));
}

export const REFERENCE_INPUT: ExploitForecastInput = {
  cvssVector: spell({}),
  cvssBaseScore: 5,
  cwes: [],
  vendor: undefined,
  disclosedOn: AS_OF,
  asOf: AS_OF,
};
