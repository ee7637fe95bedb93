import { createRandom } from '../learn/createRandom';
import { ModelInputError } from '../ModelInputError';

/**
 * An estimate with the ends of its interval.
 *
 * @public
 */
export interface BootstrapInterval {
  /** `undefined` where the figure cannot be computed from all rows. */
  value: number | undefined;
  low: number | undefined;
  high: number | undefined;
  /** Samples in which the figure could be computed. */
  samples: number;
}

/**
 * Percentile intervals of figures by drawing whole clusters with replacement
 * (Davison and Hinkley 1997, 3.8): rows of one cluster depend on each other,
 * so they come together or not at all. The figures of one call share their
 * draws, so a difference between two models is a figure like any other.
 *
 * @param options - `clusters`: name of each row's cluster; `figures`: computes
 * the figures from row numbers (a row may come several times), `undefined`
 * where one cannot be computed; `level`: share of samples inside of the
 * interval, 0.8 by default; `samples`: 200 by default
 * @throws ModelInputError where there are no rows or the level is not in (0, 1)
 *
 * @public
 */
export function clusteredBootstrap<Name extends string>(options: {
  clusters: readonly string[];
  figures: (rows: Uint32Array) => Record<Name, number | undefined>;
  seed: number;
  samples?: number;
  level?: number;
}): Record<Name, BootstrapInterval> {
  const { clusters, figures, seed, samples = 200, level = 0.8 } = options;
  if (clusters.length === 0 || !(level > 0 && level < 1)) {
    throw new ModelInputError({
      field: clusters.length === 0 ? 'clusters' : 'level',
      value: clusters.length === 0 ? '' : level,
      remedy: 'give at least one row, and a level between 0 and 1',
    });
  }
  const members = new Map<string, number[]>();
  for (const [row, cluster] of clusters.entries()) {
    const known = members.get(cluster);
    if (known) {
      known.push(row);
    } else {
      members.set(cluster, [row]);
    }
  }
  const groups = [...members.values()];
  const largest = groups.reduce(
    (most, { length }) => Math.max(most, length),
    0,
  );
  const random = createRandom(seed);
  const whole = figures(Uint32Array.from(clusters, (_, row) => row));
  const names = Object.keys(whole) as Name[];
  const drawnValues = new Map<Name, number[]>(names.map(name => [name, []]));
  let drawn = new Uint32Array(clusters.length);
  for (let sample = 0; sample < samples; sample++) {
    let count = 0;
    for (let draw = 0; draw < groups.length; draw++) {
      if (count + largest > drawn.length) {
        const larger = new Uint32Array(2 * drawn.length + largest);
        larger.set(drawn);
        drawn = larger;
      }
      for (const row of groups[Math.floor(random() * groups.length)]) {
        drawn[count++] = row;
      }
    }
    const values = figures(drawn.slice(0, count));
    for (const name of names) {
      const value = values[name];
      if (value !== undefined) {
        drawnValues.get(name)?.push(value);
      }
    }
  }
  const intervals = {} as Record<Name, BootstrapInterval>;
  for (const name of names) {
    const values = drawnValues.get(name) ?? [];
    values.sort((a, b) => a - b);
    intervals[name] = {
      value: whole[name],
      low: percentile(values, (1 - level) / 2),
      high: percentile(values, (1 + level) / 2),
      samples: values.length,
    };
  }
  return intervals;
}

/** Linear between the order statistics, as NumPy's default. */
function percentile(
  sorted: readonly number[],
  share: number,
): number | undefined {
  if (sorted.length === 0) {
    return undefined;
  }
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
