import fc from 'fast-check';
import { schemeOf } from './schemeOf';

/** Versions in ascending order; `=` joins texts for the same version. */
const ORDERED: Record<string, string[]> = {
  semver: [
    '0.9.9',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0=v1=1.0.0+build.5',
    '1.0.1',
    '1.10.0',
    '2.0.0',
    '10.0.0',
  ],
  golang: [
    'v0.0.0-20191109021931-daa7c04131f5',
    'v0.0.0-20200101000000-aaaaaaaaaaaa',
    'v0.0.1',
    'v1.2.3',
    'v2.0.0+incompatible=v2.0.0',
  ],
  deb: [
    '1.0~~',
    '1.0~rc1',
    '1.0=1.0-0',
    '1.0-1',
    '1.0-1+deb12u1',
    '1.0-1.1',
    '1.0a-1',
    '1.0+git1-1',
    '1.0.1-1',
    '1.9-1',
    '1.10-1=1.010-1',
    '1:0.1-1',
  ],
  rpm: [
    '1.0~rc1-1',
    '1.0-0.1',
    '1.0-1.el8',
    '1.0-1.el9_2',
    '1.0-1.el9_10',
    '1.0-2',
    '1.0^git1-1',
    '1.0a-1',
    '1.0.1-1',
    '1.10-1=1_10-1',
    '1:0.9-1',
  ],
  maven: [
    '1-alpha-1=1-a1',
    '1-beta1=1-b1',
    '1-milestone=1-MILESTONE',
    '1-rc=1-cr',
    '1-snapshot',
    '1=1.0=1.0.0=1-ga=1.final=1-release',
    '1-sp',
    '1-xyz',
    '1-1',
    '1.0.1',
    '1.1',
    '1.10',
    '2',
  ],
  pypi: [
    '1.0.dev456',
    '1.0a1.dev1',
    '1.0a1=1.0-alpha.1',
    '1.0a2.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345',
    '1.0rc1=1.0c1=1.0-preview1',
    '1.0=1.0.0=v1.0',
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0.post456.dev34',
    '1.0.post456=1.0-456',
    '1.0.15',
    '1.1.dev1',
    '1!0.1',
  ],
  apk: [
    '1.0_alpha',
    '1.0_alpha2',
    '1.0_beta',
    '1.0_rc1',
    '1.0',
    '1.0-r1',
    '1.0_p1',
    '1.0a',
    '1.0.1',
    '1.02',
    '1.1',
    '1.10-r0=1.10',
  ],
  generic: ['V2.8.4', 'V2.8.4 SP1', 'V2.8.4 SP1 HF3', 'fw 10.4.2-r1', '10.4.3'],
};

describe.each(Object.entries(ORDERED))('scheme %s', (name, versions) => {
  const scheme = schemeOf(name);
  const groups = versions.map(text => text.split('='));

  it('orders the versions of its specification', () => {
    for (const [index, group] of groups.entries()) {
      for (const [other, others] of groups.entries()) {
        for (const left of group) {
          for (const right of others) {
            expect({
              left,
              right,
              sign: Math.sign(scheme.compare(left, right) ?? NaN),
            }).toEqual({ left, right, sign: Math.sign(index - other) });
          }
        }
      }
    }
  });

  it('is a total order on what it can read', () => {
    const alphabet = [
      '0',
      '1',
      '10',
      '2',
      '.',
      '-',
      '~',
      'a',
      'rc',
      '+',
      '_',
      'p',
    ];
    const text = fc
      .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 6 })
      // A package without release equals each of its releases, so it is no part of the order.
      .map(parts => `1${parts.join('')}${name === 'rpm' ? '-1' : ''}`);
    expect(() =>
      fc.assert(
        fc.property(text, text, text, (a, b, c) => {
          const sign = (left: string, right: string) => {
            const order = scheme.compare(left, right);
            return order === undefined ? undefined : Math.sign(order) + 0;
          };
          const [ab, bc, ac] = [sign(a, b), sign(b, c), sign(a, c)];
          if (ab === undefined || bc === undefined || ac === undefined)
            return true;
          // Never both ways, and never in a circle.
          return (
            sign(a, a) === 0 &&
            sign(b, a) === 0 - ab &&
            (ab > 0 || bc > 0 || ac === Math.min(ab, bc))
          );
        }),
        { numRuns: 5000, seed: 20261121 },
      ),
    ).not.toThrow();
  });

  it('answers undefined for what is no version of it', () => {
    for (const text of ['', 'see notes', '<b>1.0</b>', 'x'.repeat(5000)]) {
      expect(scheme.compare(text, '1.0')).toBeUndefined();
      expect(scheme.compare('1.0', text)).toBeUndefined();
    }
  });
});

describe('schemeOf', () => {
  it.each([
    ['Debian:12', 'deb'],
    ['npm', 'semver'],
    ['crates.io', 'semver'],
    ['PyPI', 'pypi'],
    ['Rocky Linux:9', 'rpm'],
    ['something else', 'generic'],
  ])('takes %s as %s', (kind, name) => {
    expect(schemeOf(kind).name).toBe(name);
  });
});
