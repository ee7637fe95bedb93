import { checkRange } from './checkRange';
import { parseRange } from './parseRange';
import { parseVersion } from './parseVersion';

function check(range: string, text: string): string {
  const read = parseRange(range);
  const version = parseVersion(text);
  return read && version ? checkRange(read, version) : 'unread';
}

describe('ranges as advisories write them', () => {
  it.each([
    // Words around the version.
    ['< sentinel ldk rte 7.55', '7.53', 'inside'],
    ['<= PI SDK 2018 SP1 Version 1.4.7.602', '1.4.7.602', 'inside'],
    ['<= PI SDK 2018 SP1 Version 1.4.7.602', '1.4.7.603', 'outside'],
    ['NMC2 <= 6.9.6', '6.9.7', 'outside'],
    ['<=(R4.10)', 'R4.02', 'inside'],
    ['< FW14', '13', 'inside'],
    ['V175-V189', 'V190', 'outside'],
    ['<= 7.20 (7.50 may also be affected)', '7.20', 'inside'],
    // Letters in front that only one of the texts has.
    ['M2.1.6.05', '2.1.6.05', 'inside'],
    ['M2.1.6.05', '2.1.6.06', 'outside'],
    // A build that the device does not tell.
    ['1.02.01 (build 229)', '1.02.01', 'inside'],
    ['<= 15.2(6)E0a', '15.2', 'inside'],
    ['< 5.3.0-64', '5.3.0', 'incomparable'],
    ['< 5.3.0-64', '5.2.9', 'inside'],
    ['< 9.2c', '9.2', 'inside'],
    ['< V2.8.4 SP1', 'V2.8.4', 'inside'],
    // A major version alone stands for its line.
    ['4', '4.2.1', 'inside'],
    ['4', '5.0', 'outside'],
    // Two ways of counting.
    ['< 70044', '4.2.1', 'incomparable'],
    ['<= 200422', '4.2.1', 'incomparable'],
    ['<= 2020', '1.0', 'incomparable'],
    // Two versions, and nobody tells which.
    ['< 12.4 (firmware 1.46)', '1.50.598', 'unread'],
    ['< 2.0 (only if telnet is on)', '1.0', 'unread'],
    // Schemes of packages.
    ['vers:npm/>=1.0.0|<1.2.3', '1.2.2', 'inside'],
    ['vers:npm/>=1.0.0|<1.2.3', '1.2.3-rc.1', 'inside'],
    ['vers:npm/1.0.0|>=2.0.0|<2.5.0|!=2.3.0', '2.3.0', 'outside'],
    ['vers:npm/1.0.0|>=2.0.0|<2.5.0|!=2.3.0', '1.0.0', 'inside'],
    ['vers:npm/1.0.0|>=2.0.0|<2.5.0|!=2.3.0', '1.5.0', 'outside'],
    ['vers:all/*', '1.0', 'all-versions'],
  ])('%s, %s: %s', (range, version, expected) => {
    expect(check(range, version)).toBe(expected);
  });
});
