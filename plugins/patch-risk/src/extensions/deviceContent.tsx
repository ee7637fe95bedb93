import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** `entity-content:patch-risk/device`, the Patch risk tab of devices. */
export const deviceContent = EntityContentBlueprint.make({
  name: 'device',
  params: {
    path: '/patch-risk',
    title: 'Patch risk',
    filter: { kind: 'resource', 'spec.type': 'device' },
    loader: async () => {
      const { DeviceRiskContent } = await import(
        '../components/DeviceTab/DeviceRiskContent'
      );
      return <DeviceRiskContent />;
    },
  },
});
