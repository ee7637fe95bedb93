import {
  anomalyLoss,
  combineBeginHazards,
  decide,
  deviceLoss,
  GroupScorer,
  impactOf,
  lossInterval,
  lossProbability,
  reachOf,
  riskBand,
  riskIndex,
} from '@patch-risk/model';
import type {
  GroupScoreInput,
  NamedCurve,
  ScoredChance,
} from '@patch-risk/model';
import type { AssessDevice, AssessInput } from './AssessInput';
import type {
  AssessedDevice,
  AssessedGroup,
  AssessOutput,
} from './AssessOutput';
import { contentHash } from './contentHash';
import { CurveShelf } from './CurveShelf';
import { DeviceViews } from './DeviceViews';
import type { DeviceView } from './DeviceViews';
import { decisionNotes } from './decisionNotes';
import { explainGroup } from './explainGroup';
import { FixForecasts } from './FixForecasts';
import type { Forecasters } from './Forecasters';
import { GroupInput } from './GroupInput';
import { groupNotes } from './groupNotes';
import { groupTitle } from './groupTitle';
import { planWeek } from './planWeek';
import type { ScoredGroup } from './ScoredGroup';
import { serviceLevel } from './serviceLevel';
import { VulnerabilityViews } from './VulnerabilityViews';

/** Scores the devices of one chunk; what is the same for several of them is worked out once. */
export class DeviceScorer {
  readonly #input: AssessInput;
  readonly #scorer = GroupScorer.create();
  readonly #curves = CurveShelf.create();
  readonly #explanations = new Map<string, string>();
  readonly #begin = new Map<string, NamedCurve>();
  readonly #devices: DeviceViews;
  readonly #vulnerabilities: VulnerabilityViews;
  readonly #fixes: FixForecasts;

  static create(input: AssessInput, forecasters: Forecasters): DeviceScorer {
    return new DeviceScorer(input, forecasters);
  }

  private constructor(input: AssessInput, forecasters: Forecasters) {
    this.#input = input;
    this.#devices = DeviceViews.create(input);
    this.#vulnerabilities = VulnerabilityViews.create(input, forecasters);
    this.#fixes = FixForecasts.create({
      forecasters,
      curves: this.#curves,
      asOf: input.asOf,
    });
  }

  /** Curves and explanations of everything scored so far. */
  stored(): Pick<AssessOutput, 'curves' | 'explanations'> {
    return {
      curves: this.#curves.stored(),
      explanations: [...this.#explanations].map(([hash, body]) => ({
        hash,
        body,
      })),
    };
  }

  score(device: AssessDevice): AssessedDevice {
    const { tables } = this.#input;
    const view = this.#devices.get(device);
    const scored = this.#groupsOf(device).map(group =>
      this.#scoreGroup(view, group),
    );
    const anomalies = anomalyLoss(
      tables.anomaly,
      device.anomalies.flatMap(({ open, severity }) => (open ? severity : [])),
      view.impact,
    );
    const sum = deviceLoss(
      scored.map(each => each.score.wait.loss),
      anomalies,
    );
    const draws = new Float64Array(64).fill(anomalies);
    let planLoss = 0;
    for (const { score } of scored) {
      planLoss += score.plan.loss;
      for (let i = 0; i < draws.length; i++) {
        draws[i] += score.drawLosses[i];
      }
    }
    const interval = lossInterval(draws, sum.loss);
    const index = riskIndex(sum.loss);
    return {
      ref: device.ref,
      loss: sum.loss,
      index,
      indexLow: riskIndex(interval.low),
      indexHigh: riskIndex(interval.high),
      band: riskBand(tables.bands, index),
      probability: lossProbability(sum.loss),
      planIndex: riskIndex(planLoss + anomalies),
      anomalyLoss: anomalies,
      exploitedCount: scored.reduce(
        (count, { group }) => count + group.exploitedCount,
        0,
      ),
      groups: scored.map((each, i) => ({
        ...this.#storeGroup(view, each),
        share: sum.shares[i],
        dropIfFixed: sum.dropsIfFixed[i],
      })),
    };
  }

  #groupsOf(device: AssessDevice): GroupInput[] {
    const groups = new Map<string, GroupInput>();
    for (const finding of device.findings) {
      let group = groups.get(finding.groupKey);
      if (!group) {
        group = GroupInput.create(finding.groupKey);
        groups.set(finding.groupKey, group);
      }
      const advisedProduct =
        finding.advisedProduct === undefined
          ? undefined
          : this.#input.advisedProducts[finding.advisedProduct];
      group.members.push({
        finding,
        view: this.#vulnerabilities.get(finding.vulnerability, {
          vendor: advisedProduct?.vendor ?? device.fields.vendor,
          product: advisedProduct?.product,
        }),
        remediation: this.#input.remediations[finding.remediation],
        advisedProduct,
      });
    }
    const sorted = [...groups.values()].sort((one, other) =>
      one.key < other.key ? -1 : 1,
    );
    for (const group of sorted) {
      group.sort();
    }
    return sorted;
  }

  #scoreGroup(view: DeviceView, group: GroupInput): ScoredGroup {
    const { tables } = this.#input;
    const { device } = view;
    const views = group.members.map(member => member.view);
    // The group's highest; among equals the first by CVE id speaks for it.
    const reachView = views.reduce((top, each) =>
      each.vectorLogOdds > top.vectorLogOdds ? each : top,
    );
    const impactView = views.reduce((top, each) =>
      each.cvssImpact > top.cvssImpact ? each : top,
    );
    const { lastFixed } = group;
    const fix = this.#fixes.get({
      vendor: device.fields.vendor,
      vulnerability: lastFixed.view.vulnerability,
      remediation: lastFixed.remediation,
      advisedProduct: lastFixed.advisedProduct,
    });
    const plannedWeek = planWeek(device.plans[group.key], this.#input.asOf);
    const spreadOf = (factor: keyof typeof tables.spread, imputed: boolean) =>
      tables.spread[factor][imputed ? 'imputed' : 'known'];
    const input: GroupScoreInput = {
      begin: this.#beginCurve(group),
      fixSurvival: fix.survival,
      delay: { key: view.delayKey, components: view.delay.components },
      planWeek: plannedWeek,
      planSuccess: tables.deployment.planSuccess.value,
      reach: reachOf(tables.reach, view.reach, reachView.vectorLogOdds),
      impact: impactOf(view.impact, impactView.cvssImpact),
      spread: {
        hazard: spreadOf(
          'hazard',
          !group.exploited && views.some(each => each.hazardImputed),
        ),
        reach: spreadOf('reach', view.reach.imputed || reachView.vectorImputed),
        delay: spreadOf('delay', view.delay.imputed || fix.imputed.length > 0),
        impact: spreadOf(
          'impact',
          view.impact.imputed || impactView.impactImputed,
        ),
      },
    };
    const { state } = group.remediation;
    const waits =
      state !== 'available' &&
      state !== 'no_fix_planned' &&
      !view.pastEndOfSupport;
    const level = waits ? serviceLevel({ ...this.#input, group }) : undefined;
    return {
      group,
      input,
      score: this.#scorer.score(input),
      fix,
      level,
      notes: [
        ...groupNotes({
          device: view,
          reach: reachView,
          impact: impactView,
          fix,
          input,
          planSuccess: tables.deployment.planSuccess,
        }),
        ...decisionNotes(group, level),
      ],
    };
  }

  #beginCurve(group: GroupInput): NamedCurve {
    const key = group.members.map(({ view }) => view.key).join();
    let curve = this.#begin.get(key);
    if (!curve) {
      const hazards = new Map(
        group.members.map(({ view }) => [view.vulnerability.cve, view.hazard]),
      );
      curve = this.#curves.named(
        'exploitation-hazard',
        combineBeginHazards([...hazards.values()]),
      );
      this.#begin.set(key, curve);
    }
    return curve;
  }

  #storeGroup(
    view: DeviceView,
    scored: ScoredGroup,
  ): Omit<AssessedGroup, 'share' | 'dropIfFixed'> {
    const { group, input, score, fix, level } = scored;
    const { remediation, lead, exploited, confirmed } = group;
    const body = explainGroup({
      ...scored,
      deployMedianDays: view.deployMedianDays,
    });
    const explanationHash = contentHash(body);
    this.#explanations.set(explanationHash, body);
    return {
      key: group.key,
      ...groupTitle(group, view.device.fields),
      cves: JSON.stringify(group.cves),
      findingIds: JSON.stringify(group.members.map(each => each.finding.id)),
      remediationState: remediation.state,
      impact: input.impact,
      reach: input.reach,
      beginCurve: input.begin.key,
      wait: this.#storeChance(score.wait),
      plan: this.#storeChance(score.plan),
      loss: score.wait.loss,
      exploited,
      decision: decide({
        band: riskBand(this.#input.tables.bands, riskIndex(score.wait.loss)),
        exploited,
        confirmed,
        fixState: remediation.state,
        fixInTime:
          level !== undefined &&
          fix.medianDays !== undefined &&
          fix.medianDays <= level.daysLeft,
        pastEndOfSupport: view.pastEndOfSupport,
      }),
      fixForecast: fix.summary,
      fixCurve: fix.survival.key,
      deployForecast: view.deploySummary,
      explanationHash,
      lead: {
        findingId: lead.finding.id,
        cve: lead.view.vulnerability.cve,
        baseScore: lead.view.vulnerability.cvssBaseScore,
      },
    };
  }

  #storeChance(chance: ScoredChance): string {
    return JSON.stringify({
      openCurve: this.#curves.keyOf('open-survival', chance.curves.open),
      patchCurve: this.#curves.keyOf('patch-hazard', chance.curves.patch),
      hitProbability: chance.hitProbability,
      exploitedBeforePatchProbability: chance.exploitedBeforePatchProbability,
    });
  }
}
