import type {
  ClaimCollector,
  ClaimField,
} from '../../sightings/ClaimCollector';

type Read = (values: ReadonlyMap<string, string>) => string | undefined;

const value =
  (key: string): Read =>
  values =>
    values.get(key);

/** `Rockwell Automation/Allen-Bradley (1)` without the number; `Unknown Vendor Number (7)` is none. */
const vendorOf =
  (key: string): Read =>
  values => {
    const text = values.get(key)?.replace(/ \(\d+\)$/, '');
    return text?.startsWith('Unknown Vendor') ? undefined : text;
  };

/** Siemens' order number tells its maker; others answer the same protocol. */
const siemens: Read = values =>
  /^(6ES|6AG|6GK|6AV)/.test(values.get('Module') ?? '') ||
  /siemens/i.test(values.get('Copyright') ?? '')
    ? 'Siemens'
    : undefined;

const s7Model: Read = values => {
  const parts = [values.get('Module Type'), values.get('Module')];
  return parts.filter(Boolean).join(' ');
};

const enipSerial: Read = values => {
  const serial = values.get('serialNumber') ?? '';
  return /^0x0*$/i.test(serial) ? undefined : serial;
};

/** What each script tells, and how sure it is: the protocols give what the device says of itself. */
const SCRIPTS: ReadonlyMap<
  string,
  readonly (readonly [ClaimField, Read, number])[]
> = new Map([
  [
    's7-info',
    [
      ['vendor', siemens, 0.95],
      ['model', s7Model, 0.95],
      ['firmwareVersion', value('Version'), 0.9],
      ['serial', value('Serial Number'), 0.95],
    ],
  ],
  [
    'enip-info',
    [
      ['vendor', vendorOf('vendor'), 0.95],
      ['model', value('productName'), 0.95],
      ['firmwareVersion', value('revision'), 0.9],
      ['serial', enipSerial, 0.9],
    ],
  ],
  [
    'bacnet-info',
    [
      ['vendor', value('Vendor Name'), 0.95],
      ['vendor', vendorOf('Vendor ID'), 0.9],
      ['model', value('Model Name'), 0.95],
      ['firmwareVersion', value('Firmware'), 0.9],
    ],
  ],
  [
    'omron-info',
    [
      ['vendor', () => 'Omron', 0.85],
      [
        'model',
        values => values.get('Controller Model')?.replace(/\s{2,}\S+$/, ''),
        0.95,
      ],
      ['firmwareVersion', value('Controller Version'), 0.9],
    ],
  ],
  [
    'pcworx-info',
    [
      ['vendor', () => 'Phoenix Contact', 0.85],
      ['model', value('PLC Type'), 0.95],
      ['firmwareVersion', value('Firmware Version'), 0.9],
    ],
  ],
]);

/** Claims of the scripts that ask a device who it is by a protocol of its trade. */
export function addDeviceScript(options: {
  id: string;
  values: ReadonlyMap<string, string>;
  evidence: string;
  claims: ClaimCollector;
}) {
  const { id, values, evidence, claims } = options;
  for (const [field, read, confidence] of SCRIPTS.get(id) ?? []) {
    claims.add(field, { value: read(values), confidence, evidence });
  }
}
