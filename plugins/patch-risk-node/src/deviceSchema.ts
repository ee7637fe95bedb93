import type { JsonObject } from '@backstage/types';

/** Longest text of a field that is kept in a column of its own, on every engine. */
const TEXT_LENGTH = 200;

const text = (remedy: string) => ({
  type: 'string',
  minLength: 1,
  maxLength: TEXT_LENGTH,
  format: 'plain-text',
  remedy,
});

const oneOf = (values: Array<string | number>) => ({
  enum: values,
  remedy: `Use one of: ${values.join(', ')}.`,
});

const listOf = (items: JsonObject) => ({
  type: 'array',
  maxItems: 500,
  items,
  remedy: 'Write a list, one value a line after a dash.',
});

/**
 * JSON Schema of `spec.device`. The keyword `remedy` says what to write instead of a value that does
 * not fit; every field is optional, because a device of which little is known is a device too. Formats
 * that are not of JSON Schema: `mac`, `ip`, `time-zone`, `change-window` and `plain-text`.
 *
 * @public
 */
export const deviceSchema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  remedy: 'Write the fields of the device below spec.device.',
  properties: {
    vendor: text('Write the name of the vendor, for example "Siemens".'),
    model: text(
      'Write the model as on the type plate, for example "SIMATIC S7-1500 CPU 1515-2 PN".',
    ),
    hardwareVersion: text(
      'Write the hardware version in quotes, for example "4".',
    ),
    firmwareVersion: text(
      'Write the installed version in quotes, for example "V2.9.2"; without quotes YAML reads 2.10 as the number 2.1.',
    ),
    serial: text('Write the serial number in quotes.'),
    addresses: {
      type: 'object',
      additionalProperties: false,
      remedy:
        'Write the lists mac, ip and hostname below spec.device.addresses.',
      properties: {
        mac: listOf({
          type: 'string',
          format: 'mac',
          remedy:
            'Write six pairs of hexadecimal digits, for example 00:1b:1b:12:34:56.',
        }),
        ip: listOf({
          type: 'string',
          format: 'ip',
          remedy:
            'Write an IPv4 or IPv6 address without prefix length, for example 10.20.30.40.',
        }),
        hostname: listOf({
          type: 'string',
          format: 'hostname',
          maxLength: 253,
          remedy: 'Write a host name of letters, digits, hyphens and dots.',
        }),
      },
    },
    zone: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      remedy: 'Write at least the name of the zone below spec.device.zone.',
      properties: {
        name: text('Write the name of the zone, for example "Line 3 control".'),
        purdueLevel: oneOf([0, 1, 2, 3, 3.5, 4, 5]),
        securityLevel: oneOf([0, 1, 2, 3, 4]),
      },
    },
    exposure: oneOf(['internet', 'dmz', 'internal', 'isolated']),
    criticality: oneOf(['low', 'medium', 'high', 'critical']),
    safety: oneOf(['none', 'indirect', 'direct']),
    endOfSupport: {
      type: 'string',
      format: 'date',
      remedy: 'Write a date as YYYY-MM-DD, for example 2027-09-30.',
    },
    changeWindows: listOf({
      type: 'object',
      additionalProperties: false,
      required: ['rrule', 'timeZone', 'durationMinutes'],
      remedy: 'A change window needs rrule, timeZone and durationMinutes.',
      properties: {
        name: text('Write a short name, for example "Monthly maintenance".'),
        rrule: {
          type: 'string',
          maxLength: 500,
          format: 'change-window',
          remedy:
            'Write an RFC 5545 recurrence that begins with DTSTART in local time and repeats daily or more rarely, for example "DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA".',
        },
        timeZone: {
          type: 'string',
          format: 'time-zone',
          remedy: 'Write an IANA time zone, for example Europe/Berlin.',
        },
        durationMinutes: {
          type: 'integer',
          minimum: 1,
          maximum: 20160,
          remedy:
            'Write a whole number of minutes from 1 to 20160 (two weeks).',
        },
      },
    }),
    updateChannel: oneOf(['manual', 'vendor-portal', 'automatic', 'managed']),
    sbom: {
      type: 'string',
      minLength: 1,
      maxLength: 2000,
      format: 'plain-text',
      remedy:
        'Write the URL or the path of the SBOM of the installed firmware.',
    },
    compensatingControls: listOf({
      type: 'object',
      additionalProperties: false,
      required: ['kind'],
      remedy: 'A compensating control needs its kind.',
      properties: {
        kind: oneOf([
          'segmentation',
          'firewall-rule',
          'virtual-patch',
          'allow-listing',
          'disabled-service',
          'monitoring',
          'other',
        ]),
        description: {
          type: 'string',
          maxLength: 2000,
          format: 'plain-text',
          remedy: 'Write a text of at most 2000 characters.',
        },
        reviewOn: {
          type: 'string',
          format: 'date',
          remedy: 'Write a date as YYYY-MM-DD, for example 2027-01-31.',
        },
      },
    }),
  },
};
