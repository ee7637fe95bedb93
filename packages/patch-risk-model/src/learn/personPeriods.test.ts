import { personPeriods } from './personPeriods';

const edges = [0, 7, 14, 28];

describe('personPeriods', () => {
  it('gives whole intervals until the event', () => {
    expect(
      personPeriods({ edges, entryDay: 0, observedUntilDay: 28, eventDay: 7 }),
    ).toEqual([
      { interval: 0, outcome: 0 },
      { interval: 1, outcome: 1 },
    ]);
  });

  it('leaves out what lies before entry and what observation cuts', () => {
    expect(personPeriods({ edges, entryDay: 3, observedUntilDay: 27 })).toEqual(
      [{ interval: 1, outcome: 0 }],
    );
    expect(
      personPeriods({ edges, entryDay: 0, observedUntilDay: 13, eventDay: 9 }),
    ).toEqual([{ interval: 0, outcome: 0 }]);
  });

  it('refuses edges that do not rise and days that are none', () => {
    expect(() =>
      personPeriods({ edges: [0, 0], entryDay: 0, observedUntilDay: 9 }),
    ).toThrow('edges[1]');
    expect(() =>
      personPeriods({ edges, entryDay: 0, observedUntilDay: Number.NaN }),
    ).toThrow('observedUntilDay');
  });
});
