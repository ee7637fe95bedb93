import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A priority as the project offers it. */
export interface JiraPriority {
  id: string;
  name: string;
}

const BANDS: RiskBand[] = ['critical', 'high', 'medium', 'low'];

/**
 * The project's priority for a risk band: the one that configuration names, else the one that stands at the same share
 * of the project's list, which Jira gives highest first.
 *
 * @returns undefined when the project has no priorities.
 */
export function choosePriority(
  band: RiskBand,
  names: Record<RiskBand, string>,
  available: JiraPriority[],
): JiraPriority | undefined {
  const wanted = names[band].toLowerCase();
  const named = available.find(
    priority => priority.name.toLowerCase() === wanted,
  );
  if (named || available.length === 0) {
    return named;
  }
  const share = BANDS.indexOf(band) / (BANDS.length - 1);
  return available[Math.round(share * (available.length - 1))];
}
