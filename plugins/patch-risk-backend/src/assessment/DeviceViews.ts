import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  delayQuantileDays,
  deploymentDelay,
  deviceImpact,
  deviceReach,
} from '@patch-risk/model';
import type {
  DeploymentDelay,
  DeviceImpact,
  DeviceReach,
} from '@patch-risk/model';
import type { AssessDevice, AssessInput } from './AssessInput';
import { windowsPerWeek } from './windowsPerWeek';

/** What all groups of a device have in common. */
export interface DeviceView {
  device: AssessDevice;
  reach: DeviceReach;
  impact: DeviceImpact;
  delay: DeploymentDelay;
  delayKey: string;
  deploySummary: string;
  deployMedianDays?: number;
  pastEndOfSupport: boolean;
}

/** Reads what all groups of a device have in common. */
export class DeviceViews {
  readonly #input: AssessInput;
  readonly #windows = new Map<string, number | undefined>();

  static create(input: AssessInput): DeviceViews {
    return new DeviceViews(input);
  }

  private constructor(input: AssessInput) {
    this.#input = input;
  }

  get(device: AssessDevice): DeviceView {
    const { tables, asOf } = this.#input;
    const { fields } = device;
    const day = asOf.slice(0, 10);
    const delay = deploymentDelay(tables.deployment, {
      windowsPerWeek: this.#windowsPerWeek(fields),
      updateChannel: fields.updateChannel,
    });
    const median = delayQuantileDays(delay.components, 0.5);
    return {
      device,
      reach: deviceReach(tables.reach, {
        exposure: fields.exposure,
        derivedExposure: device.derivedExposure,
        purdueLevel: fields.zone?.purdueLevel,
        securityLevel: fields.zone?.securityLevel,
        controls: fields.compensatingControls.flatMap(({ kind, reviewOn }) =>
          reviewOn !== undefined && reviewOn.slice(0, 10) < day ? [] : kind,
        ),
        anomalies: device.anomalies.map(anomaly => anomaly.severity),
      }),
      impact: deviceImpact(tables.impact, fields),
      delay,
      delayKey: delay.components
        .map(part => `${part.weight}×${part.weeklyHazard}`)
        .join('+'),
      deployMedianDays: median,
      deploySummary: JSON.stringify({
        medianDays: median,
        lower80Days: delayQuantileDays(delay.components, 0.1),
        upper80Days: delayQuantileDays(delay.components, 0.9),
        basis: delay.basis,
      }),
      pastEndOfSupport:
        fields.endOfSupport !== undefined && fields.endOfSupport < day,
    };
  }

  #windowsPerWeek(fields: DeviceFields): number | undefined {
    if (fields.changeWindows.length === 0) {
      return undefined;
    }
    const key = fields.changeWindows.map(window => window.rrule).join('|');
    if (!this.#windows.has(key)) {
      this.#windows.set(
        key,
        windowsPerWeek(fields.changeWindows, this.#input.asOf),
      );
    }
    return this.#windows.get(key);
  }
}
