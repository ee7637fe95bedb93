import { createComponentExtension } from '@backstage/core-plugin-api';
import { patchRiskPlugin } from './patchRiskPlugin';

/** The patch risk of the devices below a system, component or group. @public */
export const EntityPatchRiskRollUpCard: () => JSX.Element =
  patchRiskPlugin.provide(
    createComponentExtension({
      name: 'EntityPatchRiskRollUpCard',
      component: {
        lazy: () =>
          import('../components/RollUpCard/RollUpCard').then(
            module => module.RollUpCard,
          ),
      },
    }),
  );
