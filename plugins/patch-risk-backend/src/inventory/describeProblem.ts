import type { FieldProblem } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ErrorObject } from 'ajv';
import { checkChangeWindow } from './checkChangeWindow';
import { closestName } from './closestName';

const MAX_VALUE = 200;

/** What a format checks, as the end of a sentence. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['mac', 'is no MAC address'],
  ['ip', 'is no IP address'],
  ['hostname', 'is no host name'],
  ['date', 'is no date'],
  ['time-zone', 'is no time zone that is known'],
  ['plain-text', 'holds control characters'],
]);

/** The offending value as text, cut and without control characters, for people to recognise it. */
function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const clean = (text ?? String(value)).replace(/\p{Cc}/gu, '\ufffd');
  return clean.length > MAX_VALUE ? `${clean.slice(0, MAX_VALUE)}…` : clean;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function messageOf(error: ErrorObject, name: string): string {
  const { keyword, data, params } = error;
  switch (keyword) {
    case 'type':
      return `${name} has to be of type ${params.type}`;
    case 'enum':
      return `${name} has a value that is not known`;
    case 'required':
      return `${name} lacks ${params.missingProperty}`;
    case 'minLength':
      return `${name} is empty`;
    case 'maxLength':
      return `${name} is longer than ${params.limit} characters`;
    case 'maxItems':
      return `${name} has more than ${params.limit} entries`;
    case 'minimum':
    case 'maximum':
      return `${name} has to be ${params.comparison} ${params.limit}`;
    case 'format':
      return params.format === 'change-window'
        ? `${name} ${checkChangeWindow(String(data))}`
        : `${name} ${FORMATS.get(params.format) ?? 'cannot be read'}`;
    default:
      return `${name} ${error.message ?? 'cannot be used'}`;
  }
}

/** Says what is wrong with a field of a device and what to write instead. */
export function describeProblem(error: ErrorObject): FieldProblem {
  const path = error.instancePath.split('/').slice(1);
  const field = ['spec', 'device', ...path].join('.');
  const schema = isRecord(error.parentSchema) ? error.parentSchema : {};
  const name = path.filter(part => !/^\d+$/.test(part)).at(-1) ?? 'spec.device';
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const names = isRecord(schema.properties)
      ? Object.keys(schema.properties)
      : [];
    const meant = closestName(key, names);
    const value = isRecord(error.data) ? error.data[key] : undefined;
    return {
      field: `${field}.${valueText(key)}`,
      value: valueText(value),
      message: `${valueText(key)} is no field that is known here`,
      remedy: meant
        ? `Did you mean ${meant}?`
        : `Take it out, or use one of: ${names.join(', ')}.`,
    };
  }
  return {
    field,
    value: valueText(error.data),
    message: messageOf(error, name),
    remedy:
      typeof schema.remedy === 'string'
        ? schema.remedy
        : 'See the table of fields in docs/devices.md.',
  };
}
