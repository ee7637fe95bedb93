import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { entityNameOf } from './entityNameOf';
import { entityOf } from './entityOf';

const config = {
  owner: 'group:default/plant-it',
  namespace: 'default',
  sites: new Map([['North', 'resource:default/site-north']]),
  schedule: { frequency: { minutes: 5 }, timeout: { minutes: 5 } },
};
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const text = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    '..',
    '../../etc',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    '\u0000\u001b[2J',
    '\ud83d',
    'ä'.repeat(300),
    'UPPER-case',
    '-',
    'device-0a1b2c3d4e5f60718293',
  ),
);

describe('entityOf', () => {
  it('makes an entity that the catalog takes of any device', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          key: text,
          aliases: fc.array(text, { maxLength: 3 }),
          title: fc.option(text, { nil: undefined }),
          vendor: fc.option(text, { nil: undefined }),
          firmwareVersion: fc.option(text, { nil: undefined }),
          macs: fc.array(text, { maxLength: 3 }),
          ips: fc.array(text, { maxLength: 3 }),
          hostnames: fc.array(text, { maxLength: 3 }),
          site: fc.option(text, { nil: undefined }),
        }),
        fc.integer({ min: 1, max: 3 }),
        async (device, attempt) => {
          const name = entityNameOf(device.key, attempt);
          const entity = entityOf({
            device,
            entityRef: `resource:default/${name}`,
            config,
          });
          await policy.enforce(entity);
          expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(
            true,
          );
          expect(JSON.stringify(entity.spec)).not.toMatch(
            /\\u0000|\\u001b|\\ud8/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives different keys and attempts different names, and the same key the same', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { minLength: 2, maxLength: 8 }),
        keys => {
          const names = keys.flatMap(key =>
            [1, 2, 3].map(attempt => entityNameOf(key, attempt)),
          );
          expect(new Set(names).size).toBe(names.length);
          expect(keys.map(key => entityNameOf(key))).toEqual(
            keys.map(key => entityNameOf(key)),
          );
        },
      ),
    );
    expect(entityNameOf('device-0a1b2c3d4e5f60718293')).toBe(
      'device-0a1b2c3d4e5f60718293',
    );
  });

  it('writes the fields of a device, and leaves out what its schema would refuse', () => {
    const entity = entityOf({
      device: {
        key: 'k',
        aliases: [],
        title: ' Press\n1 ',
        vendor: 'Siemens',
        serial: 'S C-X4U4',
        macs: ['001B.1B00.0001', 'no mac', '00:1b:1b:00:00:01'],
        ips: ['10.0.0.7', 'fe80::1%eth0', '10.0.0.999', '2001:db8::1'],
        hostnames: ['press-1.example.com', 'not a host', '-x'],
        site: 'North',
      },
      entityRef: 'resource:default/k',
      config,
    });
    expect(entity).toMatchObject({
      metadata: { name: 'k', title: 'Press 1' },
      spec: { dependsOn: ['resource:default/site-north'] },
    });
    expect(entity.spec?.device).toEqual({
      vendor: 'Siemens',
      serial: 'S C-X4U4',
      addresses: {
        mac: ['00:1b:1b:00:00:01'],
        ip: ['10.0.0.7', '2001:db8::1'],
        hostname: ['press-1.example.com'],
      },
    });
  });
});
