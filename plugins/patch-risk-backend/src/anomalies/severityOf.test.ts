import { severityOf } from './severityOf';

describe('severityOf', () => {
  it.each([
    [9.9, undefined, 'low'],
    [10, undefined, 'medium'],
    [20, 'medium', 'high'],
    [1e9, 'medium', 'high'],
    [20, 'high', 'critical'],
    [20, 'critical', 'critical'],
    [5, 'critical', 'high'],
    [5, 'low', 'low'],
    [12, 'low', 'low'],
  ] as const)('score %s on a device of criticality %s: %s', (score, criticality, expected) => {
    expect(severityOf({ score, criticality })).toBe(expected);
  });
});
