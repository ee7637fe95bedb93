import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** `entity-card:patch-risk/roll-up` on the pages of systems, components and groups. */
export const rollUpCard = EntityCardBlueprint.make({
  name: 'roll-up',
  params: {
    filter: { kind: { $in: ['system', 'component', 'group'] } },
    type: 'content',
    loader: async () => {
      const { RollUpCard } = await import(
        '../components/RollUpCard/RollUpCard'
      );
      return <RollUpCard />;
    },
  },
});
