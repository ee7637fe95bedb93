import fc from 'fast-check';
import { checkRange } from './checkRange';
import { compareVersions } from './compareVersions';
import { parseRange } from './parseRange';
import { parseVersion, type Version } from './parseVersion';

function read(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw new Error(`"${text}" is no version`);
  return version;
}

const compare = (a: string, b: string) => compareVersions(read(a), read(b));

const suffix = fc.constantFrom(
  '',
  ' SP1',
  ' SP2 HF3',
  ' Update 4',
  'b07',
  'C',
  '-rc.1',
  '-r1',
  ' build 12',
  '.x1',
);
const versions = fc
  .tuple(
    fc.constantFrom('', 'V', 'fw '),
    fc.array(
      fc.oneof(
        fc.constantFrom('0', '1', '02', '9', '10', '063'),
        fc.nat(30).map(String),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    suffix,
  )
  .map(([prefix, numbers, end]) => read(`${prefix}${numbers.join('.')}${end}`));

describe('compareVersions', () => {
  it.each([
    ['V2.8.4', 'V2.8.4 SP1', -1],
    ['V2.8.4 SP1', 'V2.8.4 SP1 HF3', -1],
    ['V2.8.4 SP1 HF3', 'V2.8.4 SP2', -1],
    ['V17 Update 6', 'V17 Upd5', 1],
    ['1.02b07', '1.02b08', -1],
    ['1.02b07', '1.03', -1],
    ['fw 10.4.2-r1', '10.4.2', 1],
    ['v7', '7.0.0', 0],
    ['2.74', '2.74C', -1],
    ['15.2(6)E0a', '15.2(6)E2', -1],
    ['2016 R2', '2018', -1],
    ['20210208', '20211231', -1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0-alpha', '1.0.0-beta', -1],
    ['1.9', '1.10', -1],
    ['V02.20.126.11-41', 'V2.20.126.11-42', -1],
    ['5.4.0 Build 160401', '5.4.0 build 160402', -1],
    ['2.0.0+build.7', '2.0.0', 0],
  ])('orders %s and %s', (a, b, sign) => {
    expect(compare(a, b)).toBe(sign);
    expect(compare(b, a)).toBe(sign === 0 ? 0 : -sign);
  });

  it.each([
    ['20210208', '1.0.3'],
    ['2020 R1', '3.4'],
    ['A1.5.3', 'B1.2.4'],
    ['1.063', '1.07'],
    ['1.2-win', '1.2-lin'],
  ])('does not pretend to order %s and %s', (a, b) => {
    expect(compare(a, b)).toBeUndefined();
  });

  it.each([
    '',
    'unknown',
    'latest',
    'Transmitter Module',
    'x'.repeat(500),
    '💥 1',
    '../../1',
  ])('reads no version from %j', text =>
    expect(parseVersion(text)).toBeUndefined(),
  );

  it('is antisymmetric and reflexive', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        expect(compareVersions(a, a)).toBe(0);
        const sign = compareVersions(a, b);
        const back = compareVersions(b, a);
        expect(back === undefined ? back : 0 - back).toBe(sign);
      }),
      { numRuns: 2000 },
    );
  });

  it('is transitive where all three can be compared', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        const [ab, bc, ac] = [
          compareVersions(a, b),
          compareVersions(b, c),
          compareVersions(a, c),
        ];
        fc.pre(ab !== undefined && bc !== undefined && ac !== undefined);
        fc.pre(ab <= 0 && bc <= 0);
        expect(ac).toBeLessThanOrEqual(ab < 0 || bc < 0 ? -1 : 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), text => {
        expect(() => [parseVersion(text), parseRange(text)]).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('checkRange', () => {
  it.each([
    ['<V2.9.2', 'V2.9.1', 'inside'],
    ['<V2.9.2', 'V2.9.2', 'outside'],
    ['< 8.2.2', '8.2.1', 'inside'],
    ['<= 1.7.0', '1.7', 'inside'],
    ['vers:generic/>=1.0|<2.3', '2.2.9', 'inside'],
    ['vers:generic/>=1.0|<2.3', '0.9', 'outside'],
    ['vers:all/*', '1', 'all-versions'],
    ['*', '1', 'all-versions'],
    ['All versions', '9', 'all-versions'],
    ['all versions prior to 3.4', '3.3', 'inside'],
    ['all versions prior to 3.4', '3.4', 'outside'],
    ['prior to V5.1', '5.2', 'outside'],
    ['V1.0 - V2.3', '2.3', 'inside'],
    ['V1.0 - V2.3', '2.4', 'outside'],
    ['Versions 2.00 to 6.11', '6.11', 'inside'],
    ['>= V2.3 and < V6.30.016', '6.30.15', 'inside'],
    ['>= 2.2.0 < 2.2.3', '2.2.3', 'outside'],
    ['1.10 | 1.14', '1.14', 'inside'],
    ['1.10 | 1.14', '1.12', 'outside'],
    ['> 4.001 | < 4.005 | > 5.011 | < 5.017', '4.500', 'outside'],
    ['> 4.001 | < 4.005 | > 5.011 | < 5.017', '5.012', 'inside'],
    ['1.2 and earlier', '1.1', 'inside'],
    ['All versions <= V7.x', 'V7.9', 'inside'],
    ['All versions <= V7.x', 'V8.0', 'outside'],
    ['13.x', '13.4', 'inside'],
    ['13.x', '14.0', 'outside'],
    ['All versions < V7.4 SP1 Upd1', 'V7.4 SP1', 'inside'],
    ['All versions < V7.4 SP1 Upd1', 'V7.4 SP2', 'outside'],
    ['<20210208', '1.0', 'incomparable'],
    ['2.2.1', '2.2.1', 'inside'],
  ])('%s and %s: %s', (text, version, expected) => {
    const range = parseRange(text);
    expect(range && checkRange(range, read(version))).toBe(expected);
  });

  it.each([
    'All versions with enabled Ethernet options',
    '< V10.4.1 only if web components are used',
    '>= R6.01.10 | <= R6.07.10 (if P6E5000 is installed)',
    'TCP',
    '<=N',
    '',
    '!=1.0',
  ])('leaves %j unread', text => expect(parseRange(text)).toBeUndefined());

  it('is monotone: below an upper bound everything lower is inside too', () => {
    fc.assert(
      fc.property(versions, versions, versions, (bound, low, high) => {
        const range = {
          kind: 'intervals' as const,
          intervals: [{ upper: { version: bound, inclusive: false } }],
        };
        fc.pre(compareVersions(low, high) === -1);
        fc.pre(checkRange(range, high) === 'inside');
        // Lower versions are inside, or cannot be told; outside would be a contradiction.
        expect(checkRange(range, low)).not.toBe('outside');
      }),
      { numRuns: 5000 },
    );
  });
});
