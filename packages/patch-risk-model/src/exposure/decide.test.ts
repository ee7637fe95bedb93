import { decide } from '.';

describe('decisions', () => {
  const base = {
    band: 'low',
    exploited: false,
    confirmed: true,
    fixState: 'available',
    fixInTime: false,
    pastEndOfSupport: false,
  } as const;
  it.each([
    [{}, 'schedule'],
    [{ band: 'medium' }, 'schedule'],
    [{ confirmed: false, band: 'medium' }, 'monitor'],
    [{ confirmed: false, band: 'high' }, 'next-window'],
    [{ exploited: true }, 'next-window'],
    [{ band: 'high' }, 'next-window'],
    [{ band: 'high', exploited: true }, 'act'],
    [{ band: 'critical' }, 'act'],
    [{ fixState: 'none_available' }, 'monitor'],
    [{ fixState: 'none_available', band: 'high' }, 'mitigate'],
    [{ fixState: 'none_available', band: 'medium' }, 'mitigate'],
    [{ fixState: 'announced', band: 'medium', fixInTime: true }, 'schedule'],
    [{ fixState: 'unknown', band: 'medium', confirmed: false }, 'monitor'],
    [{ fixState: 'unknown', band: 'high', confirmed: false }, 'mitigate'],
    [{ fixState: 'announced', exploited: true, fixInTime: true }, 'mitigate'],
    [{ fixState: 'announced', exploited: true }, 'mitigate'],
    [{ fixState: 'no_fix_planned' }, 'accept'],
    [{ fixState: 'no_fix_planned', band: 'medium' }, 'mitigate'],
    [{ fixState: 'unknown', pastEndOfSupport: true }, 'accept'],
  ] as const)('%j gives %s', (change, decision) => {
    expect(decide({ ...base, ...change })).toBe(decision);
  });
});
