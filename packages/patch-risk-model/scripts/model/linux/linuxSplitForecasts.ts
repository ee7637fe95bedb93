import type { FixCase } from '../../../src/forecast/cases/FixCase';
import type { FixCaseForecast } from '../../../src/forecast/cases/FixCaseForecast';
import type { FixOutcome } from '../../../src/forecast/pooled/FixOutcome';
import type { PooledFixModel } from '../../../src/forecast/pooled/PooledFixModel';
import type { PooledFixOptions } from '../../../src/forecast/pooled/PooledFixOptions';
import type { DurationForecast } from '../families/durationTable';
import { empiricalForecast } from './empiricalForecast';
import type { LinuxOutcome } from './LinuxOutcome';
import type { LinuxSplit } from './LINUX_SPLITS';

const FEWEST_FIXES = 5;
const FOREVER = 1e9;

/** How a kind of fix is learned and forecast. */
export interface LinuxKind {
  fit(
    outcomes: readonly FixOutcome[],
    options: {
      asOf: string;
      version: string;
      settings?: Partial<PooledFixOptions>;
    },
  ): PooledFixModel;
  forecast(
    fixCase: FixCase,
    options: { asOf: string; model: PooledFixModel; days: readonly number[] },
  ): FixCaseForecast;
  /** What the Kaplan–Meier curves of a package are made by. */
  packageOf(fixCase: FixCase): string;
  /** Other ways to learn, or to ask about the held-out cases. */
  variants: readonly {
    name: string;
    settings?: Partial<PooledFixOptions>;
    /** Changes the rows of training and the held-out cases alike. */
    learn?: (outcome: LinuxOutcome) => LinuxOutcome;
    /** Changes the held-out cases alone. */
    ask?: (outcome: LinuxOutcome) => LinuxOutcome;
  }[];
}

/** Held-out rows of a split, and what models and baselines say of them. */
export interface LinuxSplitForecasts {
  split: LinuxSplit;
  rows: readonly LinuxOutcome[];
  forecasts: readonly {
    name: string;
    kind: 'model' | 'baseline';
    forecasts: readonly DurationForecast[];
  }[];
}

/** Trains on the earlier rows of a split, and forecasts the later ones. */
export function linuxSplitForecasts(
  kind: LinuxKind,
  options: { outcomes: readonly LinuxOutcome[]; split: LinuxSplit },
): LinuxSplitForecasts {
  const { outcomes, split } = options;
  const earlier = outcomes.filter(
    ({ startedOn, fixedOn }) =>
      startedOn < split.from && fixedOn <= split.trainedUntil,
  );
  const rows = outcomes.filter(
    ({ startedOn, fixedOn }) =>
      startedOn >= split.from &&
      startedOn <= split.to &&
      fixedOn <= (split.judgedUntil ?? fixedOn),
  );
  const byModel = (
    model: PooledFixModel,
    ask: (outcome: LinuxOutcome) => LinuxOutcome,
  ) =>
    rows.map(row =>
      toDurationForecast(
        kind.forecast(ask(row).fixCase, {
          asOf: split.trainedUntil,
          model,
          days: [30, 90, 180],
        }),
      ),
    );
  const learned = (settings: Partial<PooledFixOptions> | undefined) =>
    kind.fit(earlier, { asOf: split.trainedUntil, version: 'split', settings });
  const same = (outcome: LinuxOutcome) => outcome;
  const chosen = learned(undefined);
  const variants = kind.variants.map(({ name, settings, learn, ask }) => {
    let model = chosen;
    if (learn) {
      model = kind.fit(earlier.map(learn), {
        asOf: split.trainedUntil,
        version: 'split',
        settings,
      });
    } else if (settings) {
      model = learned(settings);
    }
    return {
      name,
      kind: 'baseline' as const,
      forecasts: byModel(model, ask ?? learn ?? same),
    };
  });
  const plain = learned({
    hazardShare: 1,
    unknownHazardShare: 1,
    intervalLevels: [0.1, 0.9],
    stretches: [0],
    hazardHalfLifeDays: FOREVER,
    truncation: false,
  });
  const overall = empiricalForecast(earlier.map(({ days }) => days));
  return {
    split,
    rows,
    forecasts: [
      { name: 'model', kind: 'model', forecasts: byModel(chosen, same) },
      ...variants,
      {
        name: 'hazard regression alone',
        kind: 'baseline',
        forecasts: byModel(plain, same),
      },
      {
        name: 'Kaplan–Meier by package',
        kind: 'baseline',
        forecasts: byPackage(kind, { earlier, rows, overall }),
      },
      {
        name: 'Kaplan–Meier',
        kind: 'baseline',
        forecasts: rows.map(() => overall),
      },
    ],
  };
}

function byPackage(
  { packageOf }: LinuxKind,
  options: {
    earlier: readonly LinuxOutcome[];
    rows: readonly LinuxOutcome[];
    overall: DurationForecast;
  },
): DurationForecast[] {
  const lags = new Map<string, number[]>();
  for (const { fixCase, days } of options.earlier) {
    const name = packageOf(fixCase);
    lags.set(name, [...(lags.get(name) ?? []), days]);
  }
  const known = new Map<string, DurationForecast>();
  for (const [name, ofPackage] of lags) {
    if (ofPackage.length >= FEWEST_FIXES) {
      known.set(name, empiricalForecast(ofPackage));
    }
  }
  return options.rows.map(
    ({ fixCase }) => known.get(packageOf(fixCase)) ?? options.overall,
  );
}

function toDurationForecast(forecast: FixCaseForecast): DurationForecast {
  const [at30, at90, at180] = forecast.fixedProbabilities;
  const { medianDays = 0, lower80Days = 0, upper80Days = 0 } = forecast;
  return {
    survivalProbabilities: [1 - at30, 1 - at90, 1 - at180],
    medianDays,
    lower80Days,
    upper80Days,
  };
}
