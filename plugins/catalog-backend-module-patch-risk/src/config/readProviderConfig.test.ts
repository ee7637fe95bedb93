import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readProviderConfig } from './readProviderConfig';

const read = (patchRisk: JsonObject) =>
  readProviderConfig(
    new ConfigReader({ catalog: { providers: { patchRisk } } }),
  );

describe('readProviderConfig', () => {
  it('is off without its section, and needs an owner with it', () => {
    expect(readProviderConfig(new ConfigReader({}))).toBeUndefined();
    expect(read({ owner: 'plant-it' })).toMatchObject({
      owner: 'group:default/plant-it',
      namespace: 'default',
      schedule: { frequency: { minutes: 5 } },
    });
  });

  it.each<[string, JsonObject, string]>([
    ['owner', {}, 'nothing'],
    ['owner', { owner: 7 }, '7'],
    ['owner', { owner: 'component:default/x' }, 'component:default/x'],
    ['owner', { owner: 'group:default/two words' }, 'two words'],
    ['system', { system: 'group:default/x' }, 'group:default/x'],
    ['namespace', { namespace: 'Upper Case' }, 'Upper Case'],
    ['sites', { sites: ['North'] }, 'North'],
    ['sites.North', { sites: { North: '' } }, '""'],
    ['schedule', { schedule: { frequency: 'sometimes' } }, 'sometimes'],
  ])('%s: tells key, value and remedy of %j', (key, section, value) => {
    const reading = () =>
      read({ ...(key !== 'owner' && { owner: 'x' }), ...section });
    expect(reading).toThrow(`catalog.providers.patchRisk.${key}: `);
    expect(reading).toThrow(value);
    expect(reading).toThrow(/\b(?:write|use)\b/);
  });
});
