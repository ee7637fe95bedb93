import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { ProviderStore } from '../store/ProviderStore';
import { DescribedElsewhereProcessor } from './DescribedElsewhereProcessor';

const device = (name: string, type = 'device', location = 'url:a'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: { 'backstage.io/managed-by-location': location },
  },
  spec: { type },
});

describe('DescribedElsewhereProcessor', () => {
  it('names the discovered devices on whose entity describes them, asks now and then, and never fails', async () => {
    const described = jest.fn(
      async () => new Map([['resource:default/plc', ['device-1', 'device-2']]]),
    );
    let at = 0;
    const processor = DescribedElsewhereProcessor.create({
      store: { described } as unknown as ProviderStore,
      logger: mockServices.logger.mock(),
      now: () => new Date(at),
    });
    const annotationOf = async (entity: Entity) =>
      (await processor.preProcessEntity(entity)).metadata.annotations?.[
        'patch-risk.io/discovered-as'
      ];
    expect(await annotationOf(device('plc'))).toBe('device-1,device-2');
    expect(await annotationOf(device('other'))).toBeUndefined();
    expect(await annotationOf(device('plc', 'site'))).toBeUndefined();
    expect(
      await annotationOf(device('plc', 'device', 'patch-risk:discovery')),
    ).toBeUndefined();
    expect(described).toHaveBeenCalledTimes(1);
    at += 31_000;
    described.mockRejectedValueOnce(new Error('The database is away'));
    expect(await annotationOf(device('plc'))).toBe('device-1,device-2');
    at += 31_000;
    described.mockResolvedValueOnce(new Map());
    expect(await annotationOf(device('plc'))).toBeUndefined();
    expect(described).toHaveBeenCalledTimes(3);
  });
});
