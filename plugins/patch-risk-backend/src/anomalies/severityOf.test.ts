import { severityOf } from './severityOf';

describe('severityOf', () => {
  it.each([
    [5.9, undefined, 'low'],
    [6, undefined, 'medium'],
    [9, 'medium', 'high'],
    [12, 'medium', 'high'],
    [9, 'high', 'critical'],
    [9, 'critical', 'critical'],
    [3, 'critical', 'high'],
    [3, 'low', 'low'],
    [7, 'low', 'low'],
  ] as const)(
    'score %s on a device of criticality %s: %s',
    (score, criticality, expected) => {
      expect(severityOf({ score, criticality })).toBe(expected);
    },
  );
});
