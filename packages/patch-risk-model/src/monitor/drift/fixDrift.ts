import { forecastFix, type FixForecastInput } from '../../forecast/forecastFix';
import { fixFeatures } from '../../forecast/features/fixFeatures';
import { formatDay } from '../../forecast/pooled/formatDay';
import { parseCvss } from '../../forecast/features/parseCvss';
import { parseDay } from '../../forecast/features/parseDay';
import { OtFixHistory } from '../../forecast/fix/OtFixHistory';
import { otFixInputs } from '../../forecast/fix/otFixInputs';
import type { OtFixModel } from '../../forecast/fix/OtFixModel';
import { shippedOtFixModel } from '../../forecast/fix/shippedOtFixModel';
import { shippedRhythm } from '../../forecast/rhythm/shippedRhythm';
import { shippedFixModel } from '../../forecast/shippedFixModel';
import { judgeDrift } from './judgeDrift';
import type { ModelDrift } from './ModelDrift';

const HORIZON_DAYS = 91;
/** A finding without a fix on an earlier day, and what came of it. @public */
export interface FixOutcomeSeen {
  /** As known on the day of the forecast, which is `asOf`, in the state `none_available`. */
  input: FixForecastInput;
  /** Whether a fix was known 91 days later. */
  fixed: boolean;
  /** Rows that depend on each other: the vulnerability, or its advisory. */
  cluster: string;
}

/**
 * Whether the fix forecasts still hold, each for the findings that it is asked
 * for: `fix-ot` where an advisory tells products and versions and nothing of a
 * fix, `fix` for all others. Only of findings whose advisory says that there is
 * no fix is it seen whether one came, so these alone tell of calibration.
 *
 * @param options - `assessed`: findings of current assessments; `seen`:
 * forecasts of 91 days ago with what came of them; `until`: the day on which
 * that is known, YYYY-MM-DD
 * @throws ModelInputError for a malformed vector or date
 *
 * @public
 */
export function fixDrift(options: {
  assessed: readonly FixForecastInput[];
  seen: readonly FixOutcomeSeen[];
  until: string;
  /** The live model of OT advisories; the shipped one by default. */
  otModel?: OtFixModel;
  seed: number;
}): Record<'fix' | 'fix-ot', ModelDrift> {
  const { assessed, seen, until, seed } = options;
  const { advisories } = options.otModel ?? shippedOtFixModel;
  const unnamed = assessed
    .filter(({ state }) => state === 'unknown')
    .map(readable);
  const history = OtFixHistory.fromJson(advisories.history);
  const judge = (isDescribed: boolean) => {
    const known = isDescribed
      ? []
      : seen.filter(({ input }) => input.state === 'none_available');
    return judgeDrift({
      profile: isDescribed ? advisories.inputs : shippedFixModel.inputs,
      rows: unnamed
        .filter(input => hasText(input) === isDescribed)
        .map(input =>
          isDescribed
            ? otFixInputs(input, history)
            : fixFeatures(input, shippedFixModel.vendorLogOdds).values,
        ),
      outcomes: {
        probabilities: known.map(
          ({ input }) =>
            1 -
            forecastFix(input, { rhythm: shippedRhythm }).survival[
              HORIZON_DAYS / 7 - 1
            ],
        ),
        outcomes: known.map(({ fixed }) => Number(fixed)),
        clusters: known.map(({ cluster }) => cluster),
        from: formatDay(parseDay('until', until) - HORIZON_DAYS),
        until,
      },
      seed,
    });
  };
  return { fix: judge(false), 'fix-ot': judge(true) };
}

/** A malformed vector counts as missing, as it does in assessments. */
function readable(input: FixForecastInput): FixForecastInput {
  try {
    parseCvss(input.cvssVector ?? '');
    return input;
  } catch {
    return { ...input, cvssVector: undefined };
  }
}

function hasText({ productsAffectedText = '' }: FixForecastInput): boolean {
  return productsAffectedText.trim() !== '';
}
