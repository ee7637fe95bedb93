import { SubPageBlueprint } from '@backstage/frontend-plugin-api';

/** `sub-page:patch-risk/discovery`: what scans and lists found, imports, and what a person has to decide. */
export const discoverySubPage = SubPageBlueprint.make({
  name: 'discovery',
  attachTo: { id: 'page:patch-risk', input: 'pages' },
  params: {
    path: 'discovery',
    title: 'Discovery',
    loader: async () => {
      const { DiscoveryPage } = await import(
        '../components/DiscoveryPage/DiscoveryPage'
      );
      return <DiscoveryPage />;
    },
  },
});
