import type { AnsweredGroup } from './AnsweredAssessment';
import type { Checks } from './Checks';
import { decide } from './decide';
import {
  CHANNEL,
  CHANNEL_SHARE,
  FAILURE,
  SLA_DAYS,
  SPREAD,
  TABLES,
  WINDOW_USE,
} from './documentedTables';
import { drawLosses } from './drawLosses';
import { factorsOf } from './factorsOf';
import {
  bandOf,
  chain,
  type Components,
  delay,
  indexOf,
  lossOf,
  moved,
  product,
  sum,
  waitHazard,
  WEEKS,
} from './formula';

/** Checks one group and gives its L under wait, under plan and under each draw. */
export function recomputeGroup(
  group: AnsweredGroup,
  options: {
    number: number;
    checks: Checks;
    pastEndOfSupport: boolean;
    assessedAt: string;
  },
): { wait: number; plan: number; draws: number[] } {
  const { number, checks, pastEndOfSupport, assessedAt } = options;
  const losses = { wait: 0, plan: 0 };
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
      checks.close(
        at(`${input} ${note.name}`),
        note.number,
        TABLES[input][note.name],
      );
    }
    return notes(input).map(note => note.number);
  };

  // Begin hazard.
  const w = group.beginHazard.values;
  checks.key(group.beginHazard);
  const noted = group.cves.map(cve => notes(`exploitation of ${cve}`));
  const members = noted.filter(all => all.length > 0);
  const exploited = members.some(([first]) => first?.name === 'begun');
  checks.same(at('exploited'), group.exploited, exploited);
  if (!exploited) {
    checks.same(at('noted members'), members.length, group.cves.length);
  }
  const begins = (name: string) =>
    members.reduce((quiet, all) => {
      const begun = all.find(note => note.name === 'begun');
      if (begun) checks.same(at('begun'), begun.number, 1);
      const { number: chance } = begun ?? all.find(note => note.name === name)!;
      return quiet + Math.log1p(-chance);
    }, 0);
  const quietFor = (weeks: number) =>
    w.slice(0, weeks).reduce((quiet, x) => quiet + Math.log1p(-x), 0);
  for (const [name, weeks] of [
    ['within 52 weeks', 52],
    ['within 28 days', 4],
  ] as const) {
    checks.close(
      at(`begins ${name}`),
      -Math.expm1(quietFor(weeks)),
      -Math.expm1(begins(name)),
      5e-14,
    );
  }
  for (const cve of group.cves) {
    // A report that is believed with the chance q leaves the forecast to the rest.
    const used = notes(`sighting of ${cve}`).find(({ name }) =>
      name.startsWith('used, '),
    );
    const q = used?.number ?? 0;
    const [alone] = notes(`forecast without sightings of ${cve}`);
    checks.same(at(`sighting of ${cve}`), alone !== undefined, q > 0);
    if (alone) {
      const all = notes(`exploitation of ${cve}`);
      checks.close(
        at(`sighting of ${cve}`),
        all.find(note => note.name === 'within 52 weeks')?.number,
        1 - (1 - q) * (1 - alone.number),
        5e-14,
      );
    }
    for (const { name, number: epss } of notes(`epss of ${cve}`)) {
      const all = notes(`exploitation of ${cve}`);
      const inMonth = all.find(note => note.name === 'within 28 days');
      if (name.startsWith('used')) {
        checks.close(
          at(`EPSS of ${cve}`),
          inMonth?.number,
          1 - (1 - q) * (1 - epss) ** (28 / 30),
          1e-12,
        );
      }
    }
  }

  // Reach and impact.
  const controls = Math.max(-2.5, sum(entries('control')));
  const [base] = entries('exposure');
  // Where the network shows something, the higher of it and what is declared counts.
  const shown = ['declaredExposure', 'derivedExposure'].flatMap(input =>
    notes(input).map(({ name, number: value }) => {
      checks.close(at(`${input} ${name}`), value, TABLES.exposure[name]);
      return value;
    }),
  );
  checks.same(at('exposures'), [0, 2].includes(shown.length), true);
  if (shown.length === 2) {
    checks.close(at('exposure that counts'), base, Math.max(...shown));
  }
  const shifts = [
    'purdueLevel',
    'securityLevel',
    'recentAnomaly',
    'attackVector',
  ].flatMap(entries);
  const reach = Math.min(0.5, moved(base, Math.exp(controls + sum(shifts))));
  checks.close(at('reach'), group.reach, reach);
  const [{ number: v }] = notes('cvssImpact');
  const [criticality] = entries('criticality');
  const [safety] = entries('safety');
  checks.close(
    at('impact'),
    group.impact,
    1 - (1 - v * criticality) * (1 - v * safety),
  );

  // Fix and deployment.
  const survival = group.fixCurve.values;
  checks.key(group.fixCurve);
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
  const channels = channel === 'population' ? Object.keys(CHANNEL) : [channel];
  checks.same(at('channels'), components.length, channels.length);
  for (const [i, name] of channels.entries()) {
    const h = Number.isNaN(windows)
      ? CHANNEL[name] * (1 - FAILURE[name])
      : 1 - (1 - WINDOW_USE[name] * (1 - FAILURE[name])) ** windows;
    checks.close(
      at(`weight ${name}`),
      components[i]?.[0],
      channels.length === 1 ? 1 : CHANNEL_SHARE[name],
    );
    checks.close(
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
    checks.key(chance.openCurve);
    for (const t of WEEKS) {
      checks.close(
        at(`${name} f(${t + 1})`),
        chance.patchHazard[t],
        f[t],
        1e-14,
      );
      checks.close(
        at(`${name} open(${t + 1})`),
        chance.openCurve.values[t],
        product(f.slice(0, t + 1).map(x => 1 - x)),
        1e-12,
      );
    }
    // A planned installation can leave a chance below 1e-8: an altered digit must still show.
    checks.close(at(`${name} p`), chance.hitProbability, p, 1e-18);
    checks.close(
      at(`${name} e`),
      chance.exploitedBeforePatchProbability,
      chain(w, f, 1),
    );
    losses[name] = lossOf(p, group.impact);
  }
  for (const [name, share] of [
    ['lower80Days', 0.1],
    ['medianDays', 0.5],
    ['upper80Days', 0.9],
  ] as const) {
    let done = 0;
    const week = delay(components).findIndex(mass => (done += mass) >= share);
    checks.same(
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
      checks.same(at(`${name} of the fix`), fits, true);
    }
  }

  // Service level and status, which only the decision rests on.
  for (const { name, number: days } of notes('serviceLevel')) {
    checks.close(at('days'), days, SLA_DAYS[name.split(',')[0]]);
  }

  // Loss, decision, draws, factors.
  const p = chain(w, wait, reach);
  const loss = lossOf(p, group.impact);
  checks.close(at('loss'), group.loss, loss);
  checks.same(
    at('decision'),
    group.decision,
    decide(group, bandOf(indexOf(loss)), {
      pastEndOfSupport,
      assessedAt,
    }),
  );
  const imputed = {
    hazard:
      !exploited && group.cves.some(cve => isImputed(`exploitation of ${cve}`)),
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
    checks.close(
      at(`spread of ${name}`),
      note.number,
      SPREAD[name][isWide ? 1 : 0],
    );
    return note.number;
  });
  const expected = factorsOf({
    w,
    reach,
    survival,
    components,
    impact: group.impact,
  });
  for (const [factor, share] of expected.entries()) {
    checks.close(
      at(`factor ${factor}`),
      group.factors[factor]?.contribution,
      share,
      1e-13,
    );
  }
  return {
    ...losses,
    draws: drawLosses({ w, f: wait, reach, impact: group.impact, spread }),
  };
}
