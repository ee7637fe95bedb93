import { readCatalogRefreshOptions } from './catalogRefresh/readCatalogRefreshOptions';

describe('the options of npm run bench -- catalog-refresh', () => {
  it('are 10,000 devices on SQLite where nothing is said', () => {
    expect(readCatalogRefreshOptions([])).toMatchObject({
      engine: 'sqlite',
      devices: 10_000,
      changes: 100,
    });
  });

  it.each([
    ['--engine', 'oracle'],
    ['--devices', 'many'],
  ])('say what is wrong with %s %s', (name, value) => {
    expect(() => readCatalogRefreshOptions([name, value])).toThrow(value);
  });
});
