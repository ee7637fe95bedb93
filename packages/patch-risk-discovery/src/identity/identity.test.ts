import fc from 'fast-check';
import { claimVendor } from './claimVendor';
import { macKind } from './macKind';
import { macVendor } from './macVendor';

const macs = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map(bytes => Buffer.from(bytes).toString('hex').match(/../g)!.join(':'));

describe('macKind', () => {
  it.each([
    ['00:1b:1b:00:00:01', 'global'],
    ['00:00:5e:00:53:01', 'global'],
    ['00:00:0c:00:00:01', 'global'],
    ['00:50:56:12:34:56', 'virtual'],
    ['00:15:5d:12:34:56', 'virtual'],
    ['52:54:00:12:34:56', 'virtual'],
    ['02:42:ac:11:00:02', 'virtual'],
    ['00:00:5e:00:01:0a', 'router'],
    ['00:00:5e:00:02:0a', 'router'],
    ['00:00:0c:07:ac:01', 'router'],
    ['00:00:0c:9f:f0:01', 'router'],
    ['00:07:b4:00:01:01', 'router'],
    ['da:a1:19:00:00:01', 'local'],
    ['01:00:5e:00:00:fb', 'multicast'],
    ['33:33:00:00:00:01', 'multicast'],
    ['ff:ff:ff:ff:ff:ff', 'multicast'],
  ])('tells that %s is %s', (mac, kind) => {
    expect(macKind(mac)).toBe(kind);
  });

  it('never takes an address with the bit for local or group use for a global one', () => {
    fc.assert(
      fc.property(macs, mac => {
        const low = parseInt(mac[1], 16) % 4;
        expect(macKind(mac) === 'global' && low !== 0).toBe(false);
      }),
    );
  });
});

describe('macVendor', () => {
  it('names the owner of a block', () => {
    expect(macVendor('00:1b:1b:00:00:01')).toEqual({
      organisation: 'Siemens AG',
      block: '00:1b:1b',
    });
  });

  it('prefers the smallest block', () => {
    expect(macVendor('70:b3:d5:00:10:00')).toEqual({
      organisation: 'SOREDI touch systems GmbH',
      block: '70:b3:d5:00:1',
    });
  });

  it.each(['02:42:ac:11:00:02', '00:50:56:12:34:56', '01:00:5e:00:00:01'])(
    'names nobody for %s',
    mac => {
      expect(macVendor(mac)).toBeUndefined();
    },
  );

  it('names at most one line, whatever the address', () => {
    fc.assert(
      fc.property(macs, mac => {
        expect(macVendor(mac)?.organisation ?? '').not.toMatch(/\n/);
      }),
    );
  });
});

describe('claimVendor', () => {
  it('claims what the addresses agree on', () => {
    expect(
      claimVendor([
        '00:1b:1b:00:00:01',
        '00:1b:1b:00:00:02',
        '02:42:ac:11:00:02',
      ]),
    ).toEqual({
      value: 'Siemens AG',
      confidence: 0.6,
      evidence: 'MAC block 00:1b:1b of the IEEE',
    });
  });

  it('is less sure of makers of cards', () => {
    expect(claimVendor(['00:e0:4c:00:00:01'])).toMatchObject({
      confidence: 0.3,
    });
  });

  it('claims nothing where they differ, or tell nothing', () => {
    expect(
      claimVendor(['00:1b:1b:00:00:01', '00:e0:4c:00:00:01']),
    ).toBeUndefined();
    expect(claimVendor([])).toBeUndefined();
  });
});
