import { z } from 'zod';

const port = z
  .int('must be a port')
  .min(0, 'must be a port')
  .max(65_535, 'must be at most 65535');

const ports = z
  .object({
    operator: z.enum(['eq', 'neq', 'lte', 'gte', 'range']).optional(),
    port: port.optional(),
    'lower-port': port.optional(),
    'upper-port': port.optional(),
  })
  .optional();

const layer4 = z
  .object({
    'source-port': ports,
    'destination-port': ports,
    'ietf-mud:direction-initiated': z
      .enum(['from-device', 'to-device'])
      .optional(),
  })
  .optional();

const text = z
  .string('must be text')
  .max(2000, 'must be at most 2000 characters');

const layer3 = z
  .object({
    protocol: z.int('must be a number').min(0).max(255).optional(),
    'ietf-acldns:src-dnsname': text.optional(),
    'ietf-acldns:dst-dnsname': text.optional(),
    'source-ipv4-network': text.optional(),
    'destination-ipv4-network': text.optional(),
    'source-ipv6-network': text.optional(),
    'destination-ipv6-network': text.optional(),
  })
  .optional();

// An empty leaf is `[null]` in JSON (RFC 7951, 6.9).
const present = z.unknown();

const entry = z.object({
  name: text,
  matches: z
    .object({
      'ietf-mud:mud': z
        .object({
          controller: text.optional(),
          'my-controller': present.optional(),
          'local-networks': present.optional(),
          manufacturer: text.optional(),
          'same-manufacturer': present.optional(),
        })
        .optional(),
      ipv4: layer3,
      ipv6: layer3,
      tcp: layer4,
      udp: layer4,
      icmp: z.unknown().optional(),
      eth: z
        .object({
          'source-mac-address': text.optional(),
          'destination-mac-address': text.optional(),
        })
        .optional(),
    })
    .optional(),
  actions: z.object({
    forwarding: z
      .string()
      .transform(value => value.replace(/^ietf-access-control-list:/, ''))
      .pipe(
        z.enum(['accept', 'drop', 'reject'], 'must be accept, drop or reject'),
      ),
  }),
});

const lists = z.object({
  acl: z
    .array(
      z.object({
        name: text,
        aces: z.object({ ace: z.array(entry).max(10_000) }).optional(),
      }),
    )
    .max(1000),
});

const policy = z
  .object({
    'access-lists': z.object({
      'access-list': z.array(z.object({ name: text })).max(1000),
    }),
  })
  .optional();

/**
 * A MUD file, as far as it is read. Drafts of the standard called the lists `access-lists`; files of that time are
 * still about.
 */
export const mudSchema = z.object(
  {
    'ietf-mud:mud': z.object(
      {
        'mud-version': z.literal(1, 'must be 1, the version of RFC 8520'),
        'mud-url': text.optional(),
        'last-update': text.optional(),
        'is-supported': z.boolean('must be true or false').optional(),
        systeminfo: text.optional(),
        'mfg-name': text.optional(),
        'model-name': text.optional(),
        'firmware-rev': text.optional(),
        'software-rev': text.optional(),
        documentation: text.optional(),
        'from-device-policy': policy,
        'to-device-policy': policy,
      },
      'must be an object',
    ),
    'ietf-access-control-list:acls': lists.optional(),
    'ietf-access-control-list:access-lists': lists.optional(),
  },
  'must be an object',
);

/** An entry of an access list. */
export type MudEntry = z.infer<typeof entry>;
