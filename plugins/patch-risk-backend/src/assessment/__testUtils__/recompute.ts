// Follows docs/score.md alone: no import from the product, so that it can disagree with it.
import { createHash } from 'node:crypto';

/** What the API answers, read as plain JSON. */
export interface AnsweredAssessment {
  state: string;
  index: number;
  interval: { low: number; high: number };
  band: string;
  loss: number;
  probability: number;
  planIndex: number;
  anomalyLoss: number;
  groups: AnsweredGroup[];
}

interface AnsweredCurve {
  key: string;
  kind: string;
  values: number[];
}

interface AnsweredChance {
  openCurve: AnsweredCurve;
  patchHazard: number[];
  hitProbability: number;
  exploitedBeforePatchProbability: number;
}

interface AnsweredGroup {
  cves: string[];
  remediationState: string;
  impact: number;
  reach: number;
  beginHazard: AnsweredCurve;
  fixCurve: AnsweredCurve;
  wait: AnsweredChance;
  plan: AnsweredChance;
  loss: number;
  share: number;
  dropIfFixed: number;
  exploited: boolean;
  decision: string;
  fixForecast: {
    lower80Days?: number;
    medianDays?: number;
    upper80Days?: number;
  };
  deployForecast: Record<string, number | string | undefined>;
  factors: { factor: string; contribution: number }[];
  inputs: { input: string; value: string; imputed?: boolean }[];
}

/** What the assessment does not hold: the device as the catalog describes it, and its anomalies. */
export interface DeviceContext {
  pastEndOfSupport: boolean;
  openAnomalies: string[];
  criticality: number;
  safety: number;
}

const WEEKS = [...Array(52).keys()];
const EXPOSURE = {
  internet: 0.03,
  dmz: 0.01,
  internal: 0.0025,
  isolated: 0.0004,
};
const EXPOSURE_AT_LEVEL = {
  '0': 0.00201,
  '1': 0.002845,
  '2': 0.00348,
  '3': 0.004415,
  '3.5': 0.011062,
  '4': 0.006487,
  '5': 0.014958,
  unknown: 0.007165,
};
const TABLES: Record<string, Record<string, number>> = {
  exposure: {
    ...EXPOSURE,
    ...Object.fromEntries(
      Object.entries(EXPOSURE_AT_LEVEL).map(([level, mean]) => [
        `population at level ${level}`,
        mean,
      ]),
    ),
  },
  purdueLevel: {
    '0': -0.9,
    '1': -0.7,
    '2': -0.5,
    '3': -0.2,
    '3.5': 0,
    '4': 0.2,
    '5': 0.4,
    'population at exposure internet': 0.1,
    'population at exposure dmz': 0,
    'population at exposure internal': -0.2,
    'population at exposure isolated': -0.5,
    'population at exposure unknown': -0.15,
  },
  securityLevel: { '0': 0, '1': -0.2, '2': -0.5, '3': -0.9, '4': -1.3 },
  control: {
    segmentation: -0.9,
    'firewall-rule': -0.7,
    'virtual-patch': -1.1,
    'allow-listing': -0.8,
    'disabled-service': -1.2,
    monitoring: -0.2,
    other: -0.1,
  },
  recentAnomaly: { critical: 1.2, high: 0.9, medium: 0.5, low: 0.2 },
  attackVector: {
    network: 0,
    adjacent: -0.7,
    local: -1.6,
    physical: -2.8,
    population: -0.427,
  },
  criticality: {
    low: 0.25,
    medium: 0.5,
    high: 0.75,
    critical: 1,
    population: 0.5625,
  },
  safety: {
    none: 0,
    indirect: 0.25,
    direct: 0.7,
    'population at criticality low': 0.034,
    'population at criticality medium': 0.0725,
    'population at criticality high': 0.1675,
    'population at criticality critical': 0.285,
    'population at criticality unknown': 0.12,
  },
  planSuccess: { chance: 0.85 },
};
const INTRUSION: Record<string, number> = {
  critical: 0.2,
  high: 0.1,
  medium: 0.04,
  low: 0.01,
};
const CHANNEL: Record<string, number> = {
  automatic: 0.6,
  managed: 0.25,
  'vendor-portal': 0.08,
  manual: 0.04,
};
const WINDOW_USE: Record<string, number> = {
  automatic: 0.9,
  managed: 0.75,
  'vendor-portal': 0.5,
  manual: 0.4,
};
const CHANNEL_SHARE: Record<string, number> = {
  automatic: 0.1,
  managed: 0.2,
  'vendor-portal': 0.25,
  manual: 0.45,
};
const SPREAD: Record<string, number[]> = {
  hazard: [0.6, 1],
  reach: [0.7, 1.2],
  delay: [0.5, 0.9],
  impact: [0, 0.6],
};

const product = (factors: number[]) =>
  factors.reduce((all, one) => all * one, 1);
const sum = (terms: number[]) => terms.reduce((all, one) => all + one, 0);
const isClose = (one: number, other: number, floor = 1e-14) =>
  Math.abs(one - other) <=
  1e-9 * Math.max(Math.abs(one), Math.abs(other)) + floor;
const moved = (x: number, ratio: number) => (x * ratio) / (1 - x + x * ratio);
const indexOf = (loss: number) =>
  loss <= 0
    ? 0
    : Math.min(100, Math.max(0, (100 * (Math.log10(loss) + 5)) / 6));
const lossOf = (p: number, impact: number) =>
  -Math.log1p(-Math.min(1 - 1e-9, p * impact));

function bandOf(index: number): string {
  if (index >= 70) return 'critical';
  if (index >= 55) return 'high';
  return index >= 35 ? 'medium' : 'low';
}

function chain(w: number[], f: number[], reach: number): number {
  let [quiet, active, hit] = [1, 0, 0];
  for (const t of WEEKS) {
    const begins = quiet * w[t];
    const struck = (active + begins) * reach;
    hit += struck;
    active = (active + begins - struck) * (1 - f[t]);
    quiet = (quiet - begins) * (1 - f[t]);
  }
  return hit;
}

type Components = [weight: number, hazard: number][];

function delay(components: Components): number[] {
  return WEEKS.map(d =>
    sum(components.map(([weight, h]) => weight * h * (1 - h) ** d)),
  );
}

function waitHazard(survival: number[], components: Components): number[] {
  let waits = components.map(() => 0);
  return WEEKS.map(t => {
    const before = t === 0 ? 1 : survival[t - 1];
    const ready = components.map(
      ([weight], k) => waits[k] + weight * (before - survival[t]),
    );
    const open = before + sum(waits);
    waits = components.map(([, h], k) => (1 - h) * ready[k]);
    return open > 0
      ? Math.min(
          1,
          Math.max(0, sum(components.map(([, h], k) => h * ready[k])) / open),
        )
      : 1;
  });
}

function drawNormals(): number[][] {
  let state = 20261121;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  const draws = [...Array(32)].map(() =>
    [...Array(4)].map(() => {
      const u = uniform();
      const v = uniform();
      return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
    }),
  );
  return [...draws, ...draws.map(values => values.map(value => -value))];
}

const DRAWS = drawNormals();

/** Everything of an answer that does not follow from the documented formula, in words; empty when all of it does. */
export function recompute(
  answer: AnsweredAssessment,
  context: DeviceContext,
): string[] {
  const wrong: string[] = [];
  const check = (
    what: string,
    given: unknown,
    expected: number,
    floor?: number,
  ) => {
    if (typeof given !== 'number' || !isClose(given, expected, floor)) {
      wrong.push(`${what}: ${given}, not ${expected}`);
    }
  };
  const same = (what: string, given: unknown, expected: unknown) => {
    if (given !== expected) wrong.push(`${what}: ${given}, not ${expected}`);
  };
  const checkKey = ({ key, kind, values }: AnsweredCurve) =>
    same(
      `key of ${kind}`,
      key,
      createHash('sha256')
        .update(`${kind}${JSON.stringify(values)}`)
        .digest('hex')
        .slice(0, 32),
    );

  const totals = {
    wait: [] as number[],
    plan: [] as number[],
    draws: DRAWS.map(() => 0),
  };
  for (const [number, group] of answer.groups.entries()) {
    const at = (what: string) => `group ${number} ${what}`;
    const notes = (input: string) =>
      group.inputs
        .filter(note => note.input === input)
        .map(({ value, imputed }) => {
          const colon = value.lastIndexOf(': ');
          return {
            name: value.slice(0, colon),
            number: Number(value.slice(colon + 2)),
            imputed: imputed === true,
          };
        });
    const isImputed = (...inputs: string[]) =>
      inputs.some(input => notes(input).some(note => note.imputed));
    const entries = (input: string) => {
      for (const note of notes(input)) {
        check(
          at(`${input} ${note.name}`),
          note.number,
          TABLES[input][note.name],
        );
      }
      return notes(input).map(note => note.number);
    };

    // Begin hazard.
    const w = group.beginHazard.values;
    checkKey(group.beginHazard);
    const noted = group.cves.map(cve => notes(`exploitation of ${cve}`));
    const members = noted.filter(all => all.length > 0);
    const exploited = members.some(([first]) => first?.name === 'begun');
    same(at('exploited'), group.exploited, exploited);
    if (!exploited) {
      same(at('noted members'), members.length, group.cves.length);
    }
    const begins = (name: string) =>
      1 -
      product(
        members.map(all => {
          const begun = all.find(note => note.name === 'begun');
          return 1 - (begun ?? all.find(note => note.name === name))!.number;
        }),
      );
    check(
      at('begins in 52 weeks'),
      1 - product(w.map(x => 1 - x)),
      begins('within 52 weeks'),
      1e-12,
    );
    check(
      at('begins in 28 days'),
      1 - product(w.slice(0, 4).map(x => 1 - x)),
      begins('within 28 days'),
      1e-12,
    );
    for (const cve of group.cves) {
      for (const { name, number: epss } of notes(`epss of ${cve}`)) {
        const all = notes(`exploitation of ${cve}`);
        const inMonth = all.find(note => note.name === 'within 28 days');
        if (name.startsWith('used')) {
          check(
            at(`EPSS of ${cve}`),
            inMonth?.number,
            1 - (1 - epss) ** (28 / 30),
            1e-12,
          );
        }
      }
    }

    // Reach and impact.
    const controls = Math.max(-2.5, sum(entries('control')));
    const [base] = entries('exposure');
    const shifts = [
      'purdueLevel',
      'securityLevel',
      'recentAnomaly',
      'attackVector',
    ].flatMap(entries);
    const reach = Math.min(0.5, moved(base, Math.exp(controls + sum(shifts))));
    check(at('reach'), group.reach, reach);
    const [{ number: v }] = notes('cvssImpact');
    const [criticality] = entries('criticality');
    const [safety] = entries('safety');
    check(
      at('impact'),
      group.impact,
      1 - (1 - v * criticality) * (1 - v * safety),
    );

    // Fix and deployment.
    const survival = group.fixCurve.values;
    checkKey(group.fixCurve);
    const deployment = group.inputs.find(
      note => note.input === 'deployment',
    )!.value;
    const [words, mixture] = deployment.split(': ');
    const components: Components = mixture.split(' + ').map(part => {
      const [weight, hazard] = part.split('×').map(Number);
      return [weight, hazard];
    });
    const channel = words.split(', channel ')[1];
    const windows = Number(words.match(/^([\d.]+) windows a week/)?.[1] ?? NaN);
    const channels =
      channel === 'population' ? Object.keys(CHANNEL) : [channel];
    same(at('channels'), components.length, channels.length);
    for (const [i, name] of channels.entries()) {
      const h = Number.isNaN(windows)
        ? CHANNEL[name]
        : 1 - (1 - WINDOW_USE[name]) ** windows;
      check(
        at(`weight ${name}`),
        components[i]?.[0],
        channels.length === 1 ? 1 : CHANNEL_SHARE[name],
      );
      check(
        at(`hazard ${name}`),
        components[i]?.[1],
        Math.min(0.95, Math.max(0.001, h)),
      );
    }
    const wait = waitHazard(survival, components);
    const [plan] = notes('plan');
    const [success] = entries('planSuccess');
    const planned = plan
      ? wait.map((f, i) => {
          if (i + 1 === plan.number) return success * (1 - survival[i]);
          return i + 1 < plan.number ? 0 : f;
        })
      : wait;
    for (const [name, f] of [
      ['wait', wait],
      ['plan', planned],
    ] as const) {
      const chance = group[name];
      const p = chain(w, f, reach);
      checkKey(chance.openCurve);
      for (const t of WEEKS) {
        check(at(`${name} f(${t + 1})`), chance.patchHazard[t], f[t], 1e-14);
        check(
          at(`${name} open(${t + 1})`),
          chance.openCurve.values[t],
          product(f.slice(0, t + 1).map(x => 1 - x)),
          1e-12,
        );
      }
      check(at(`${name} p`), chance.hitProbability, p);
      check(
        at(`${name} e`),
        chance.exploitedBeforePatchProbability,
        chain(w, f, 1),
      );
      totals[name].push(lossOf(p, group.impact));
    }
    for (const [name, share] of [
      ['lower80Days', 0.1],
      ['medianDays', 0.5],
      ['upper80Days', 0.9],
    ] as const) {
      let done = 0;
      const week = delay(components).findIndex(mass => (done += mass) >= share);
      same(
        at(name),
        group.deployForecast[name],
        week < 0 ? undefined : 7 * (week + 1),
      );
    }
    for (const [name, share] of [
      ['lower80Days', 0.1],
      ['medianDays', 0.5],
      ['upper80Days', 0.9],
    ] as const) {
      const days = group.fixForecast[name];
      if (days !== undefined) {
        // Days are finer than the curve, so they need only fall into its week.
        const week = Math.max(1, Math.ceil(days / 7));
        const left = 1 - share;
        const fits =
          survival[week - 1] <= left + 1e-9 &&
          (week === 1 || survival[week - 2] > left - 1e-9);
        same(at(`${name} of the fix`), fits, true);
      }
    }

    // Loss, decision, draws, factors.
    const p = chain(w, wait, reach);
    const loss = lossOf(p, group.impact);
    check(at('loss'), group.loss, loss);
    same(
      at('decision'),
      group.decision,
      decide(group, bandOf(indexOf(loss)), indexOf(loss), context),
    );
    const imputed = {
      hazard:
        !exploited &&
        group.cves.some(cve => isImputed(`exploitation of ${cve}`)),
      reach: isImputed('exposure', 'purdueLevel', 'attackVector'),
      delay:
        isImputed('deployment') ||
        group.inputs.some(
          note => note.imputed && note.input.endsWith(' of the fix forecast'),
        ),
      impact: isImputed('criticality', 'safety', 'cvssImpact'),
    };
    const spread = Object.entries(imputed).map(([name, isWide]) => {
      const [note] = notes(`spread of ${name}`);
      check(at(`spread of ${name}`), note.number, SPREAD[name][isWide ? 1 : 0]);
      return note.number;
    });
    for (const [i, z] of DRAWS.entries()) {
      const [rw, rr, rf, ri] = spread.map((s, k) => Math.exp(s * z[k]));
      totals.draws[i] += lossOf(
        chain(
          w.map(x => moved(x, rw)),
          wait.map(x => moved(x, rf)),
          moved(reach, rr),
        ),
        moved(group.impact, ri),
      );
    }
    const reference = {
      w: WEEKS.map(() => 1 - 0.98 ** (1 / 52)),
      survival: WEEKS.map(() => 0),
      components: [[1, 0.1]] as Components,
    };
    const hazards = [0, 1].map(fix =>
      [0, 1].map(deploy =>
        waitHazard(
          fix ? survival : reference.survival,
          deploy ? components : reference.components,
        ),
      ),
    );
    const value = (has: number[]) =>
      chain(
        has[0] ? w : reference.w,
        hazards[has[2]][has[3]],
        has[1] ? reach : 0.0025,
      ) * (has[4] ? group.impact : 0.4);
    const weights = [24, 6, 4, 6, 24].map(x => x / 120);
    for (const factor of [0, 1, 2, 3, 4]) {
      let share = 0;
      for (let code = 0; code < 32; code++) {
        const has = [0, 1, 2, 3, 4].map(bit => (code >> bit) & 1);
        if (!has[factor]) {
          const without = value(has);
          share +=
            weights[sum(has)] *
            (value(has.map((x, i) => (i === factor ? 1 : x))) - without);
        }
      }
      check(
        at(`factor ${factor}`),
        group.factors[factor]?.contribution,
        share,
        1e-13,
      );
    }
  }

  const impact = 1 - (1 - context.criticality) * (1 - context.safety);
  const harmless = product(
    context.openAnomalies.map(severity => 1 - INTRUSION[severity]),
  );
  const anomaly = lossOf(Math.min(0.5, 1 - harmless), impact);
  check('anomalyLoss', answer.anomalyLoss, anomaly);
  const loss = sum(totals.wait) + anomaly;
  const index = indexOf(loss);
  check('loss', answer.loss, loss);
  check('index', answer.index, index, 1e-9);
  check('probability', answer.probability, -Math.expm1(-loss));
  check(
    'planIndex',
    answer.planIndex,
    indexOf(sum(totals.plan) + anomaly),
    1e-9,
  );
  same('band', answer.band, bandOf(index));
  const sorted = totals.draws
    .map(draw => draw + anomaly)
    .sort((one, other) => one - other);
  const quantile = (share: number) => {
    const below = Math.floor(63 * share);
    return (
      sorted[below] + (63 * share - below) * (sorted[below + 1] - sorted[below])
    );
  };
  check(
    'interval low',
    answer.interval.low,
    indexOf(Math.min(loss, quantile(0.1))),
    1e-9,
  );
  check(
    'interval high',
    answer.interval.high,
    indexOf(Math.max(loss, quantile(0.9))),
    1e-9,
  );
  for (const [number, group] of answer.groups.entries()) {
    const rest = sum(totals.wait.filter((_, i) => i !== number)) + anomaly;
    check(
      `share ${number}`,
      group.share,
      loss > 0 ? totals.wait[number] / loss : 0,
    );
    check(`drop ${number}`, group.dropIfFixed, index - indexOf(rest), 1e-9);
  }
  return wrong;
}

function decide(
  group: AnsweredGroup,
  band: string,
  index: number,
  context: DeviceContext,
): string {
  const high = band === 'high' || band === 'critical';
  if (group.remediationState === 'available') {
    if (band === 'critical' || (high && group.exploited)) return 'act';
    if (high || group.exploited) return 'next-window';
    return index > 0 ? 'schedule' : 'monitor';
  }
  if (group.remediationState === 'no_fix_planned' || context.pastEndOfSupport) {
    return group.exploited || band !== 'low' ? 'mitigate' : 'accept';
  }
  return group.exploited || high ? 'mitigate' : 'monitor';
}
