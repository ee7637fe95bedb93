import { describeProductText } from './describeProductText';
import { readVersionRange } from './text/readVersionRange';

describe('version ranges', () => {
  it.each([
    ['All versions', 'all'],
    ['vers:all/*', 'all'],
    ['All firmware versions', 'all'],
    ['*', 'all'],
    ['All versions < V4.91', 'below'],
    ['vers:all/<V3.3.4', 'below'],
    ['All versions prior to v1.7', 'below'],
    ['All versions >= V2.5 < V2.8', 'below'],
    ['vers:all/>=V7.80<V9.40', 'below'],
    ['All versions with Nozomi Guardian before V22.6.3', 'below'],
    ['<= 13.10', 'upTo'],
    ['Versions 2.6 and prior', 'upTo'],
    ['>= 6.0.0.0 | <= 6.4.220601.0', 'upTo'],
    ['Versions 6.5.0.7 through 7.0.0.3', 'upTo'],
    ['vers:all/>=V30.0.0', 'from'],
    ['v7.0 and higher', 'from'],
    ['3.7 SP1 | 3.7 SP2', 'exact'],
    ['All versions 8.0.x', 'exact'],
    ['', 'none'],
    ['n/a', 'none'],
  ])('reads %j as %s', (text, kind) => {
    expect(readVersionRange(text)).toBe(kind);
  });
});

describe('products in a text', () => {
  const own = (text: string, product: string) => {
    const description = describeProductText(text, product);
    const [kind] = Object.entries(description.own).find(
      ([, share]) => share === 1,
    ) ?? ['mixed'];
    return kind;
  };

  it('are told apart without separators, behind an introduction', () => {
    const text =
      'The following Siemens products are affected: RUGGEDCOM i800: All versions prior to V4.3.8 RUGGEDCOM M2100F: All versions RUGGEDCOM M2100NC: All versions prior to V4.3.8 SIPROTEC 5 (CP300): Versions 9.2 and prior';
    expect(own(text, 'RUGGEDCOM i800')).toBe('below');
    expect(own(text, 'RUGGEDCOM M2100F')).toBe('all');
    expect(own(text, 'RUGGEDCOM M2100NC')).toBe('below');
    expect(own(text, 'SIPROTEC 5 (CP300)')).toBe('upTo');
    expect(describeProductText(text, undefined)).toMatchObject({
      entryCount: 4,
      ownFound: false,
      own: { below: 0.5, all: 0.25, upTo: 0.25 },
    });
  });

  it.each([
    ['A: <1.2; B: vers:all/*', 'B', 'all'],
    ['A One vers:all/* | B Two vers:all/<3', 'B Two', 'below'],
    ['A, All versions; B, All versions prior to v3.1', 'B', 'below'],
    ['Maker Ultra: <=6.9, Maker Ultra SE: <6.9.8', 'Ultra SE', 'below'],
    [
      'The following versions of iView are affected: iView versions prior to 5.7.',
      'iView',
      'below',
    ],
    ['< 8.2.2', 'anything', 'below'],
    ['', 'anything', 'none'],
    ['All versions of WinCC V7.4', 'WinCC V7.4', 'all'],
    ['SIMATIC WinCC V7.4', 'SIMATIC WinCC V7.4', 'none'],
  ])('of %j: %s is %s', (text, product, kind) => {
    expect(own(text, product)).toBe(kind);
  });

  it('are read in time, however hostile the text', () => {
    const start = performance.now();
    for (const text of [
      'a:'.repeat(100_000),
      ' '.repeat(200_000),
      'all versions '.repeat(20_000),
      `${'affected '.repeat(30_000)}:`,
      `${'vers:all/*;'.repeat(30_000)}`,
    ]) {
      describeProductText(text, 'a b c');
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
