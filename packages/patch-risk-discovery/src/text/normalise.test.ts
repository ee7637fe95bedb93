import fc from 'fast-check';
import { normaliseHostname } from './normaliseHostname';
import { normaliseIp } from './normaliseIp';
import { normaliseMac } from './normaliseMac';

describe('normaliseMac', () => {
  it.each([
    ['00:1B:1B:00:00:01', '00:1b:1b:00:00:01'],
    ['00-1b-1b-00-00-01', '00:1b:1b:00:00:01'],
    ['001B.1B00.0001', '00:1b:1b:00:00:01'],
    ['001b1b000001', '00:1b:1b:00:00:01'],
    ['0:1b:1b:0:0:1', '00:1b:1b:00:00:01'],
  ])('reads %s', (text, mac) => expect(normaliseMac(text)).toBe(mac));

  it.each([
    '',
    '00:1b:1b:00:00',
    '00:1b:1b:00:00:0g',
    '00:00:00:00:00:00',
    'FF:FF:FF:FF:FF:FF',
    '00:1b:1b:00:00:01:02',
    ':'.repeat(1e6),
  ])('refuses text %#', text => expect(normaliseMac(text)).toBeUndefined());

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), {
          minLength: 6,
          maxLength: 6,
        }),
        bytes => {
          // From 1 to 254: neither all zeros nor everybody's address.
          const ours = [(bytes[0] % 254) + 1, ...bytes.slice(1)];
          const once = normaliseMac(
            ours.map(byte => byte.toString(16)).join('-'),
          );
          expect(once).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
          expect(normaliseMac(once!)).toBe(once);
        },
      ),
    );
  });
});

describe('normaliseIp', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 2001:DB8:0:0::1 ', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('reads %s', (text, ip) => expect(normaliseIp(text)).toBe(ip));

  it.each([
    '',
    '010.0.0.1',
    '10.1',
    '0x7f000001',
    '256.0.0.1',
    '0.0.0.0',
    '::',
    '1::2::3',
    '<b>192.0.2.1</b>',
    '1'.repeat(1e6),
  ])('refuses text %#', text => expect(normaliseIp(text)).toBeUndefined());
});

describe('normaliseHostname', () => {
  it.each([
    ['PLC-1.Plant.Example.', 'plc-1.plant.example'],
    ['müller-ws', 'müller-ws'],
    ['_sensor', '_sensor'],
  ])('reads %s', (text, name) => expect(normaliseHostname(text)).toBe(name));

  it.each([
    '',
    'localhost',
    '*.plant.example',
    '192.0.2.1',
    '2001:db8::1',
    '<script>alert(1)</script>',
    'a b',
    'a..b',
    '__proto__ x',
    'a'.repeat(300),
  ])('refuses text %#', text =>
    expect(normaliseHostname(text)).toBeUndefined(),
  );
});
