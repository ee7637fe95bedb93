import { TLP_LABELS, type Tlp } from './Tlp';

/** The strictest of some labels: what is put together from several parts is bound by each of them. */
export function strictestTlp(
  labels: readonly (Tlp | undefined)[],
): Tlp | undefined {
  return TLP_LABELS.findLast(label => labels.includes(label));
}
