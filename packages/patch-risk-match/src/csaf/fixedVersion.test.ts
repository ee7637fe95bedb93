import fc from 'fast-check';
import { fixedVersionOfRange } from './fixedVersionOfRange';
import { fixedVersionOfText } from './fixedVersionOfText';

describe('fixedVersionOfRange', () => {
  it.each([
    ['< V4.1.1 Patch04', 'V4.1.1 Patch04'],
    ['vers:all/<V3.3.4', 'V3.3.4'],
    ['All versions < V14.0 SP2 Update 1', 'V14.0 SP2 Update 1'],
    ['>= 1.000A | < 1.011M', '1.011M'],
    ['>= V3.0 and < V4.1', 'V4.1'],
    ['<1.000.HW01.3.20190820', '1.000.HW01.3.20190820'],
    ['All versions prior to 2.0', '2.0'],
    ['< V7.2 (CVE-2022-37434 only)', 'V7.2'],
    ['<= 1.5.0', undefined],
    ['8.40', undefined],
    ['vers:all/*', undefined],
    ['<1.0|>=2.0|<2.5', undefined],
    ['< 7.03 /7.04', undefined],
  ])('finds in %j the version %j', (range, version) => {
    expect(fixedVersionOfRange(range)).toBe(version);
  });

  it('finds any version that ends a range, and none that belongs to it', () => {
    const version = fc
      .array(fc.nat({ max: 9999 }), { minLength: 1, maxLength: 5 })
      .map(parts => parts.join('.'));
    fc.assert(
      fc.property(version, version, (lower, upper) => {
        expect(fixedVersionOfRange(`>= ${lower} | < ${upper}`)).toBe(upper);
        expect(fixedVersionOfRange(`vers:all/<V${upper}`)).toBe(`V${upper}`);
        expect(
          fixedVersionOfRange(`>= ${lower} | <= ${upper}`),
        ).toBeUndefined();
      }),
    );
  });
});

describe('fixedVersionOfText', () => {
  it.each([
    ['Update to V2.1 or later version', 'V2.1'],
    [
      'Update BIOS to V23.01.03 - Download: https://vendor.example/view/1',
      'V23.01.03',
    ],
    ['Update to V14 SP1 Update 14 or later version', 'V14 SP1 Update 14'],
    ['Users should upgrade the firmware to version 3.4.5.', '3.4.5'],
    ['MELSEC R120(EN)CPU Firmware: Versions 58 or later', '58'],
    ['recommends users install v1.0.0.4 or later on all systems.', 'v1.0.0.4'],
    ['Update to V2.0 or a later version', 'V2.0'],
    ['Update to the latest version.', undefined],
    ['Line A: update to V1.2. Line B: update to V3.4.', undefined],
    ['Limit access to port 443/tcp', undefined],
    ['Close ports 80 to 443 and see CVE-2021-1234', undefined],
  ])('finds in %j the version %j', (text, version) => {
    expect(fixedVersionOfText(text)).toBe(version);
  });

  it('finds any dotted version after "update to", wherever the sentence stands', () => {
    const version = fc
      .array(fc.nat({ max: 9999 }), { minLength: 2, maxLength: 5 })
      .map(parts => `V${parts.join('.')}`);
    const words = fc.stringMatching(/^[a-z ]{0,40}$/);
    fc.assert(
      fc.property(words, version, words, (before, found, after) => {
        fc.pre(
          !/update|upgrad|migrat|install|version|later|newer/.test(
            before + after,
          ),
        );
        expect(
          fixedVersionOfText(
            `${before}. Update to ${found} or later. ${after}`,
          ),
        ).toBe(found);
      }),
    );
  });

  it('takes no longer than the text is long, whatever the text', () => {
    const hostile = [
      'update '.repeat(400),
      `update to V${'1.'.repeat(1_000)}`,
      `V${'1a'.repeat(1_000)} or`,
      `update to 1${' SP 1'.repeat(400)}`,
      ' '.repeat(2_000),
    ];
    for (const text of hostile) {
      // A pattern that backtracks would not end before the time limit of the test.
      expect(() => fixedVersionOfText(text)).not.toThrow();
      expect(() => fixedVersionOfRange(text)).not.toThrow();
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), text => {
        const found = fixedVersionOfText(text) ?? fixedVersionOfRange(text);
        return found === undefined || text.includes(found);
      }),
    );
  });
});
