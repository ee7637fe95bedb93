import { SubPageBlueprint } from '@backstage/frontend-plugin-api';

/** `sub-page:patch-risk/devices`: all devices by risk. */
export const devicesSubPage = SubPageBlueprint.make({
  name: 'devices',
  attachTo: { id: 'page:patch-risk', input: 'pages' },
  params: {
    path: 'devices',
    title: 'Devices',
    loader: async () => {
      const { FleetPage } = await import('../components/FleetPage/FleetPage');
      return <FleetPage />;
    },
  },
});
