import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { RawDevice } from './RawDevice';

/** The devices of all `devices-*.yaml` in a folder. */
export function readDevices(folder: string): RawDevice[] {
  const devices: RawDevice[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!/^devices-.*\.yaml$/.test(file)) continue;
    for (const document of parseAllDocuments(
      readFileSync(join(folder, file), 'utf8'),
    )) {
      const entity = document.toJS();
      if (entity?.spec?.type !== 'device') continue;
      const { device } = entity.spec;
      devices.push({
        ref: `resource:default/${entity.metadata.name}`,
        vendor: device.vendor,
        model: device.model,
        version: device.firmwareVersion,
        addresses: device.addresses?.ip ?? [],
        exposure: device.exposure,
        purdueLevel: device.zone?.purdueLevel,
        securityLevel: device.zone?.securityLevel,
        criticality: device.criticality,
        safety: device.safety,
        updateChannel: device.updateChannel,
        endOfSupport: device.endOfSupport,
        rules: (device.changeWindows ?? []).map(
          ({ rrule }: { rrule: string }) => rrule,
        ),
        controls: device.compensatingControls ?? [],
      });
    }
  }
  return devices;
}
