import { RecentlyTold } from './RecentlyTold';

describe('RecentlyTold', () => {
  it('tells a thing once an hour', () => {
    const told = new RecentlyTold();
    expect(told.isNew('2026-01-15T10:00:00.000Z', 'a', undefined)).toBe(true);
    expect(told.isNew('2026-01-15T10:59:59.000Z', 'a', undefined)).toBe(false);
    expect(told.isNew('2026-01-15T10:59:59.000Z', 'a', 'b')).toBe(true);
    expect(told.isNew('2026-01-15T11:00:00.000Z', 'a', undefined)).toBe(true);
    expect(told.isNew(undefined, 'a')).toBe(true);
  });

  it('forgets the oldest, and remembers what comes again and again', () => {
    const told = new RecentlyTold(10);
    told.isNew(undefined, 'always');
    told.isNew(undefined, 'once');
    for (let count = 0; count < 50; count += 1) {
      told.isNew(undefined, String(count));
      expect(told.isNew(undefined, 'always')).toBe(false);
    }
    expect(told.isNew(undefined, 'once')).toBe(true);
  });
});
