import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { HygieneSignal } from './HygieneSignal';

/**
 * The signal of a device whose vendor supports it no longer.
 *
 * @param today - `YYYY-MM-DD`; the day of the end itself is still supported
 */
export function endOfSupportSignals(
  fields: DeviceFields,
  today: string,
): HygieneSignal[] {
  const day = fields.endOfSupport?.slice(0, 10);
  if (day === undefined || day >= today) {
    return [];
  }
  return [
    {
      key: 'end-of-support',
      title: `The vendor's support ended on ${day}`,
      facts: [
        { name: 'end of support', value: day },
        ...(fields.model ? [{ name: 'model', value: fields.model }] : []),
      ],
    },
  ];
}
