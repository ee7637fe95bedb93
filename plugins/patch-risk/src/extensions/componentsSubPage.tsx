import { SubPageBlueprint } from '@backstage/frontend-plugin-api';

/** `sub-page:patch-risk/components`: which devices contain a component. */
export const componentsSubPage = SubPageBlueprint.make({
  name: 'components',
  attachTo: { id: 'page:patch-risk', input: 'pages' },
  params: {
    path: 'components',
    title: 'Components',
    loader: async () => {
      const { ComponentsPage } = await import(
        '../components/ComponentsPage/ComponentsPage'
      );
      return <ComponentsPage />;
    },
  },
});
