/**
 * Weekly chance that an available fix comes to be installed: `1 − (1 − u · (1 − φ))^n`.
 *
 * At each chance to install (a change window, or a week) an installation is tried with probability u and fails with
 * probability φ; after a failure the device is as open as before and is tried again at the next chance. So each chance ends
 * the wait with probability `u · (1 − φ)`, whatever came before (a geometric number of chances, Bernoulli trials), and n
 * chances a week, also a broken number, leave it open with `(1 − u (1 − φ))^n`.
 *
 * @param options - probabilities in [0, 1]; `chancesPerWeek` below 0 counts as 0
 * @returns a probability in [0, 1]
 * @public
 */
export function installationHazard(options: {
  triedProbability: number;
  failureProbability: number;
  chancesPerWeek: number;
}): number {
  const { triedProbability, failureProbability, chancesPerWeek } = options;
  return (
    1 -
    Math.pow(
      1 - triedProbability * (1 - failureProbability),
      Math.max(0, chancesPerWeek),
    )
  );
}
