import { deviceSchema } from '@patch-risk/backstage-plugin-patch-risk-node';
import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import ipaddr from 'ipaddr.js';
import { IANAZone } from 'luxon';
import { checkChangeWindow } from './checkChangeWindow';

function createValidator() {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    keywords: ['remedy'],
  });
  addFormats(ajv, ['date', 'hostname']);
  ajv.addFormat(
    'mac',
    /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i,
  );
  ajv.addFormat(
    'ip',
    (text: string) =>
      ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text),
  );
  ajv.addFormat('time-zone', (text: string) => IANAZone.isValidZone(text));
  ajv.addFormat(
    'change-window',
    (text: string) => checkChangeWindow(text) === undefined,
  );
  // Markup and quotes are data; control characters are not: no engine and no terminal is safe with them.
  ajv.addFormat('plain-text', (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text));
  return ajv.compile(deviceSchema);
}

const validate = createValidator();

/** Checks the value of `spec.device`; the errors carry the data and the schema that they are about. */
export function validateDevice(device: unknown): ErrorObject[] {
  return validate(device) ? [] : [...(validate.errors ?? [])];
}
