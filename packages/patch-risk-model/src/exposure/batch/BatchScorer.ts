import { HORIZON_WEEKS } from '../horizon';
import { LOSS_CAP } from '../loss';
import { checkBatch, refuseRow } from './checkBatch';
import type { ExposureColumns } from './ExposureColumns';
import type { FindingBatch } from './FindingBatch';
import { OpenCurves } from './OpenCurves';
import { sumColumns } from './sumColumns';
import { WeeklyRatios } from './WeeklyRatios';

/** Findings worked on at a time, so that what is kept of them stays in the processor's cache. */
const BLOCK = 256;

/**
 * Scores findings from columns of codes: log-odds of both forecasts, their curves, reach, impact, and the chain. It gives
 * the same numbers as `forecastExploit`, `forecastFix`, `waitPatchHazard` and `hitProbability` one by one, to 1e-12.
 *
 * The chain is `p = Σ_t O(t − 1) · g(t)`: O is the chance that the device is still open, g that it would be hit in week t
 * were it never patched. Both are products over weeks that need no division, and a fix at hand has one O a delay.
 *
 * @public
 */
export class BatchScorer {
  readonly #batch: FindingBatch;
  readonly #begin: WeeklyRatios;
  readonly #late: WeeklyRatios;
  readonly #announced: WeeklyRatios;
  readonly #open: OpenCurves;
  readonly #exploitLogOdds = new Float64Array(BLOCK);
  readonly #disclosureLogOdds = new Float64Array(BLOCK);
  readonly #lateLogOdds = new Float64Array(BLOCK);
  readonly #reach = new Float64Array(BLOCK);
  readonly #place = new Int32Array(BLOCK);
  readonly #quiet = new Float64Array(BLOCK);
  readonly #hit = new Float64Array(BLOCK);
  readonly #exploited = new Float64Array(BLOCK);
  /** Rows of the block whose begin hazard is the same in every week. */
  readonly #constant = new Int32Array(BLOCK);

  /** @throws ModelInputError naming column and row */
  static create(batch: FindingBatch): BatchScorer {
    checkBatch(batch);
    return new BatchScorer(batch);
  }

  private constructor(batch: FindingBatch) {
    this.#batch = batch;
    this.#begin = WeeklyRatios.create(batch.exploit.bins);
    this.#late = WeeklyRatios.create(batch.fix.late.bins);
    this.#announced = WeeklyRatios.create(batch.fix.announced.bins);
    this.#open = OpenCurves.create(batch.delay.components, BLOCK);
  }

  /**
   * Scores the rows `from` to `to` − 1 into the same rows of `out`.
   *
   * @throws ModelInputError for a row that comes to no number
   */
  score(out: ExposureColumns, from = 0, to = this.#batch.count): void {
    for (let start = from; start < to; start += BLOCK) {
      const end = Math.min(to, start + BLOCK);
      this.#sum(start, end);
      this.#curves(start, end);
      this.#losses(start, end, out);
    }
  }

  #sum(from: number, to: number): void {
    const { exploit, fix, reach } = this.#batch;
    const rows = { from, to };
    sumColumns({ ...exploit, ...rows, sums: this.#exploitLogOdds });
    sumColumns({ ...fix.disclosure, ...rows, sums: this.#disclosureLogOdds });
    sumColumns({ ...fix.late, ...rows, sums: this.#lateLogOdds });
    sumColumns({ ...reach, baseline: 0, ...rows, sums: this.#reach });
    for (let row = 0; row < to - from; row++) {
      this.#reach[row] = Math.min(
        reach.maximum,
        1 / (1 + Math.exp(-this.#reach[row])),
      );
    }
  }

  /** Open curves of all rows; the chain of those whose begin hazard changes, and the list of the others. */
  #curves(from: number, to: number): void {
    const { ageDays, delay } = this.#batch;
    let constants = 0;
    for (let row = from; row < to; row++) {
      const at = row - from;
      const place = this.#openAt(row, at, delay.codes[row]);
      const ratio = this.#begin.fill(this.#exploitLogOdds[at], ageDays[row]);
      this.#place[at] = place;
      if (ratio === undefined) {
        this.#chain(at, place);
      } else {
        this.#quiet[at] = ratio;
        this.#constant[constants++] = at;
      }
    }
    let next = 0;
    for (; next + 1 < constants; next += 2) {
      this.#chainOfTwo(this.#constant[next], this.#constant[next + 1]);
    }
    if (next < constants) {
      const last = this.#constant[next];
      this.#begin.values.fill(this.#quiet[last]);
      this.#chain(last, this.#place[last]);
    }
  }

  #openAt(row: number, at: number, code: number): number {
    const { fix, ageDays } = this.#batch;
    const state = fix.state[row];
    if (state === 0) {
      return this.#open.available(code);
    }
    let first = 1;
    let ratio: number | undefined;
    let source = this.#late;
    if (state === 3) {
      ratio = Math.pow(1 - fix.reversalAnnualProbability, 7 / 365);
    } else if (state === 1) {
      source = this.#announced;
      ratio = source.fill(0, fix.announced.earlyDays - fix.plannedInDays[row]);
    } else {
      const age = Math.min(ageDays[row], fix.late.oldestAgeDays);
      const logOdds = this.#lateLogOdds[at];
      ratio = source.fill(logOdds, age);
      if (state === 4) {
        first =
          Math.exp(source.logSurvival(logOdds, age)) /
          (1 + Math.exp(this.#disclosureLogOdds[at]));
      }
    }
    return this.#open.put(at, code, { first, ratio, ratios: source.values });
  }

  #chain(at: number, place: number): void {
    const open = this.#open.values;
    const quietRatios = this.#begin.values;
    const reach = this.#reach[at];
    const missed = 1 - reach;
    let quiet = 1;
    let active = 0;
    let hit = 0;
    let exploited = 0;
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const stillOpen = open[place + week];
      const begins = quiet * (1 - quietRatios[week]);
      active += begins;
      hit += stillOpen * active;
      exploited += stillOpen * begins;
      active *= missed;
      quiet -= begins;
    }
    this.#hit[at] = hit * reach;
    this.#exploited[at] = exploited;
  }

  /** Two chains side by side: one alone waits for its own results most of the time. */
  #chainOfTwo(one: number, other: number): void {
    const open = this.#open.values;
    const placeOne = this.#place[one];
    const placeOther = this.#place[other];
    const beginOne = 1 - this.#quiet[one];
    const beginOther = 1 - this.#quiet[other];
    const missedOne = 1 - this.#reach[one];
    const missedOther = 1 - this.#reach[other];
    let quietOne = 1;
    let quietOther = 1;
    let activeOne = 0;
    let activeOther = 0;
    let hitOne = 0;
    let hitOther = 0;
    let exploitedOne = 0;
    let exploitedOther = 0;
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const openOne = open[placeOne + week];
      const openOther = open[placeOther + week];
      const beginsOne = quietOne * beginOne;
      const beginsOther = quietOther * beginOther;
      activeOne += beginsOne;
      activeOther += beginsOther;
      hitOne += openOne * activeOne;
      hitOther += openOther * activeOther;
      exploitedOne += openOne * beginsOne;
      exploitedOther += openOther * beginsOther;
      activeOne *= missedOne;
      activeOther *= missedOther;
      quietOne -= beginsOne;
      quietOther -= beginsOther;
    }
    this.#hit[one] = hitOne * this.#reach[one];
    this.#hit[other] = hitOther * this.#reach[other];
    this.#exploited[one] = exploitedOne;
    this.#exploited[other] = exploitedOther;
  }

  #losses(from: number, to: number, out: ExposureColumns): void {
    const { impact } = this.#batch;
    for (let row = from; row < to; row++) {
      const hit = this.#hit[row - from];
      const cvss = impact.cvssImpact[impact.cvssCodes[row]];
      const device = impact.deviceCodes[row];
      const value =
        1 -
        (1 - cvss * impact.criticality[device]) *
          (1 - cvss * impact.safety[device]);
      out.hitProbability[row] = hit;
      out.exploitedBeforePatchProbability[row] = this.#exploited[row - from];
      const loss = -Math.log1p(-Math.min(1 - LOSS_CAP, hit * value));
      if (Number.isNaN(loss)) {
        refuseRow(this.#batch, row);
      }
      out.loss[row] = loss;
    }
  }
}
