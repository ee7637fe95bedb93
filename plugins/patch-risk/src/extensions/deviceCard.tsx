import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** `entity-card:patch-risk/device` on the pages of devices. */
export const deviceCard = EntityCardBlueprint.make({
  name: 'device',
  params: {
    filter: { kind: 'resource', 'spec.type': 'device' },
    type: 'content',
    loader: async () => {
      const { DeviceRiskCard } = await import(
        '../components/DeviceCard/DeviceRiskCard'
      );
      return <DeviceRiskCard />;
    },
  },
});
