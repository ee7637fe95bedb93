import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  anomalyLoss,
  defaultScoreTables,
  lossAtIndex,
  lossProbability,
  populationMean,
} from '.';
import type { TableEntry } from '.';

const tables = defaultScoreTables;
const page = readFileSync(
  join(__dirname, '..', '..', '..', '..', 'docs', 'score.md'),
  'utf8',
);

/** Cells of the table of docs/score.md whose first cell begins so; the minus sign of the page is not ASCII. */
function documented(start: string): string[][] {
  const lines = page.split('\n');
  const at = lines.findIndex(line => line.startsWith(`| ${start}`));
  const rows: string[][] = [];
  for (let line = at; lines[line]?.startsWith('|'); line++) {
    rows.push(
      lines[line]
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim().replace('−', '-')),
    );
  }
  return rows.filter(([first]) => !first.startsWith('---'));
}

/** A table with one row of values under a row of names. */
function acrossOf(start: string, row = 1): Record<string, number> {
  const [head, ...rows] = documented(start);
  return Object.fromEntries(
    head.slice(1).map((name, i) => [name, Number(rows[row - 1][i + 1])]),
  );
}

function valuesOf(table: Record<string, TableEntry>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table).map(([name, { value }]) => [name, value]),
  );
}

describe('docs/score.md', () => {
  it('has the reach tables that are delivered', () => {
    const { reach } = tables;
    const exposure = Object.fromEntries(
      documented('Exposure |')
        .slice(1)
        .map(([name, weekly, yearly]) => {
          expect(
            `${Math.round(100 * (1 - (1 - Number(weekly)) ** 52))} %`,
          ).toBe(yearly);
          return [name, Number(weekly)];
        }),
    );
    expect(exposure).toEqual(valuesOf(reach.exposure));
    expect(acrossOf('Purdue level |')).toEqual(valuesOf(reach.purdueLevel));
    const { 'none given': nothing, ...levels } = acrossOf('IEC 62443');
    expect(nothing).toBe(0);
    expect(levels).toEqual(valuesOf(reach.securityLevel));
    expect(acrossOf('Compensating control')).toEqual(valuesOf(reach.control));
    expect(acrossOf('Gravest anomaly')).toEqual(valuesOf(reach.anomaly));
    expect(acrossOf('CVSS attack vector')).toEqual(
      valuesOf(reach.attackVector),
    );
    expect(page).toContain(
      `together they take off ${reach.maximumControlLogOdds} at most`,
    );
    expect(page).toContain(`reach = min(${reach.maximum}, σ(`);
  });

  it('has the populations of missing inputs, with their means', () => {
    const { reach, impact } = tables;
    const [head, ...rows] = documented('Exposure missing');
    const names = head.slice(1, 5) as (keyof typeof reach.exposure)[];
    for (const [level, ...cells] of rows) {
      const key = level === 'missing too' ? 'unknown' : level;
      const weights = reach.exposurePopulation[key];
      expect(names.map(name => weights[name])).toEqual(
        cells.slice(0, 4).map(Number),
      );
      expect(
        populationMean(weights, name => reach.exposure[name].value),
      ).toBeCloseTo(Number(cells[4]), 6);
    }
    expect(rows).toHaveLength(Object.keys(reach.exposurePopulation).length);
    const { 'missing too': unknown, ...levels } = acrossOf(
      'Purdue level missing',
    );
    expect({ ...levels, unknown }).toEqual(reach.purdueLevelPopulation);
    const vectors = Object.entries(reach.attackVectorPopulation)
      .map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
      .join(', ');
    const mean = populationMean(
      reach.attackVectorPopulation,
      name => reach.attackVector[name].value,
    );
    expect(page).toContain(
      `Attack vector missing: ${vectors}; mean −${Math.abs(mean).toFixed(3)}.`,
    );
    const safety = documented('Safety ');
    for (const [label, ...cells] of safety.slice(2)) {
      const name = label.replace('population, criticality ', '');
      const key = name === 'missing too' ? 'unknown' : name;
      const weights = impact.safetyPopulation[key as 'unknown'];
      expect([key, ...Object.values(weights)]).toEqual([
        key,
        ...cells.slice(0, 3).map(Number),
      ]);
      expect(
        populationMean(weights, level => impact.safety[level].value),
      ).toBeCloseTo(Number(cells[3]), 6);
    }
    expect(safety.slice(2)).toHaveLength(
      Object.keys(impact.safetyPopulation).length,
    );
  });

  it('has the tables of impact, deployment and anomalies', () => {
    const { impact, deployment, anomaly } = tables;
    const { missing, ...criticality } = acrossOf('Criticality');
    expect(criticality).toEqual(valuesOf(impact.criticality));
    expect(
      populationMean(
        impact.criticalityPopulation,
        name => impact.criticality[name].value,
      ),
    ).toBeCloseTo(missing, 12);
    expect(acrossOf('Criticality', 2)).toMatchObject(
      impact.criticalityPopulation,
    );
    const { 'mean when missing': _, ...safety } = acrossOf('Safety ');
    expect(safety).toEqual(valuesOf(impact.safety));
    expect(page).toContain(`without that too, ${impact.cvssImpactPopulation}.`);
    expect([1, 2, 3, 4].map(row => acrossOf('Update channel', row))).toEqual([
      valuesOf(deployment.channel),
      valuesOf(deployment.windowUse),
      valuesOf(deployment.failure),
      deployment.channelPopulation,
    ]);
    expect(page).toContain(
      `f(k) = ${deployment.planSuccess.value} · (1 − S(k))`,
    );
    const chances = Object.entries(anomaly.intrusion)
      .map(([name, { value }]) => `${value} (${name})`)
      .join(', ');
    expect(page).toContain(`\`a_k\` ${chances}`);
    expect(page).toContain(`a is \`min(${anomaly.maximum}, 1 − Π(1 − a_k))\``);
    expect(
      anomalyLoss(anomaly, ['critical'], { criticality: 1, safety: 0 }),
    ).toBeCloseTo(-Math.log(1 - anomaly.intrusion.critical.value), 12);
  });

  it('has the bands with their chances, the spreads and the version', () => {
    const [head, index, probability] = documented('Band ');
    for (const [i, name] of head.slice(1).entries()) {
      const from = name === 'low' ? 0 : tables.bands[name as 'high'];
      expect([name, Number(index[i + 1])]).toEqual([name, from]);
      const chance = lossProbability(lossAtIndex(from)) * 100;
      expect(probability[i + 1]).toBe(
        name === 'low' ? '' : `${Number(chance.toPrecision(2))} %`,
      );
    }
    const [names, known, imputed] = documented('Spread ');
    expect(
      Object.fromEntries(
        names
          .slice(1)
          .map((name, i) => [
            name,
            { known: Number(known[i + 1]), imputed: Number(imputed[i + 1]) },
          ]),
      ),
    ).toEqual(tables.spread);
    expect(page).toContain(`\`tablesVersion\` is \`${tables.version}\``);
  });
});
