import type { Draw } from './draws';
import { makeDraws } from './draws';
import type { GroupSpread } from './drawLosses';
import { drawLosses } from './drawLosses';
import { exploitedBeforePatchProbability, hitProbability } from './groupChance';
import { lossOf } from './loss';
import { openSurvival, planPatchHazard, waitPatchHazard } from './patchHazard';
import { referenceDevice } from './referenceDevice';
import { shapley } from './shapley';
import type { DelayComponent } from './types';

/** A curve with a name that is the same for the same values, so that work is done once for each. @public */
export interface NamedCurve {
  key: string;
  values: Float64Array;
}

/** The inputs of one fix group on one device. @public */
export interface GroupScoreInput {
  begin: NamedCurve;
  fixSurvival: NamedCurve;
  delay: { key: string; components: DelayComponent[] };
  /** Week of the planned installation, from 1; undefined without a plan. */
  planWeek?: number;
  planSuccess: number;
  reach: number;
  impact: number;
  spread: GroupSpread;
}

/** A patch hazard with what follows from it. @public */
export interface PatchCurves {
  patch: Float64Array;
  open: Float64Array;
}

/** One version of a group's chance. @public */
export interface ScoredChance {
  /** The same object for the same fix forecast, delay and plan. */
  curves: PatchCurves;
  hitProbability: number;
  exploitedBeforePatchProbability: number;
  loss: number;
}

/** @public */
export interface GroupScore {
  wait: ScoredChance;
  plan: ScoredChance;
  /** L under each draw, under *wait*. */
  drawLosses: Float64Array;
  /** Shapley values of exploitation, reach, time to fix, time to deploy, impact. */
  factors: number[];
}

/** Upper bound of a cache; a pass over more distinct keys starts it anew. */
const CACHE_LIMIT = 50_000;

/**
 * Scores fix groups, once for each distinct set of curves, reach and impact.
 *
 * @public
 */
export class GroupScorer {
  readonly #draws: Draw[];
  readonly #scores = new Map<string, GroupScore>();
  readonly #patches = new Map<string, PatchCurves>();

  static create(): GroupScorer {
    return new GroupScorer(makeDraws());
  }

  private constructor(draws: Draw[]) {
    this.#draws = draws;
  }

  score(input: GroupScoreInput): GroupScore {
    const { begin, fixSurvival, delay, reach, impact, spread } = input;
    const key = `${begin.key}|${fixSurvival.key}|${delay.key}|${input.planWeek}|${input.planSuccess}|${reach}|${impact}|${spread.hazard}|${spread.reach}|${spread.delay}|${spread.impact}`;
    const known = this.#scores.get(key);
    if (known) {
      return known;
    }
    const waitCurves = this.#wait(fixSurvival, delay);
    const wait = chanceOf(begin.values, waitCurves, reach, impact);
    const score: GroupScore = {
      wait,
      plan:
        input.planWeek === undefined
          ? wait
          : chanceOf(
              begin.values,
              this.#plan(input, waitCurves, input.planWeek),
              reach,
              impact,
            ),
      drawLosses: drawLosses({
        draws: this.#draws,
        spread,
        begin: begin.values,
        patch: waitCurves.patch,
        reach,
        impact,
      }),
      factors: this.#factors(input),
    };
    if (this.#scores.size >= CACHE_LIMIT) {
      this.#scores.clear();
    }
    this.#scores.set(key, score);
    return score;
  }

  #wait(fixSurvival: NamedCurve, delay: GroupScoreInput['delay']): PatchCurves {
    return this.#curves(`${fixSurvival.key}|${delay.key}`, () =>
      waitPatchHazard(fixSurvival.values, delay.components),
    );
  }

  #plan(
    input: GroupScoreInput,
    wait: PatchCurves,
    planWeek: number,
  ): PatchCurves {
    const { fixSurvival, delay, planSuccess } = input;
    return this.#curves(
      `${fixSurvival.key}|${delay.key}|${planWeek}|${planSuccess}`,
      () =>
        planPatchHazard({
          wait: wait.patch,
          fixSurvival: fixSurvival.values,
          planWeek,
          success: planSuccess,
        }),
    );
  }

  #curves(key: string, make: () => Float64Array): PatchCurves {
    let curves = this.#patches.get(key);
    if (!curves) {
      const patch = make();
      curves = { patch, open: openSurvival(patch) };
      if (this.#patches.size >= CACHE_LIMIT) {
        this.#patches.clear();
      }
      this.#patches.set(key, curves);
    }
    return curves;
  }

  #factors(input: GroupScoreInput): number[] {
    const values = new Float64Array(32);
    const fix = { key: 'reference', values: referenceDevice.fixSurvival };
    const delay = { key: 'reference', components: referenceDevice.delay };
    for (let coalition = 0; coalition < 16; coalition++) {
      const has = (factor: number) =>
        Math.floor(coalition / 2 ** factor) % 2 === 1;
      const { patch } = this.#wait(
        has(2) ? input.fixSurvival : fix,
        has(3) ? input.delay : delay,
      );
      const hit = hitProbability(
        has(0) ? input.begin.values : referenceDevice.begin,
        patch,
        has(1) ? input.reach : referenceDevice.reach,
      );
      values[coalition] = hit * referenceDevice.impact;
      values[coalition + 16] = hit * input.impact;
    }
    return shapley(values);
  }
}

function chanceOf(
  begin: Float64Array,
  curves: PatchCurves,
  reach: number,
  impact: number,
): ScoredChance {
  const hit = hitProbability(begin, curves.patch, reach);
  return {
    curves,
    hitProbability: hit,
    exploitedBeforePatchProbability: exploitedBeforePatchProbability(
      begin,
      curves.patch,
    ),
    loss: lossOf(hit, impact),
  };
}
