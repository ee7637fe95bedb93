import { createComponentExtension } from '@backstage/core-plugin-api';
import { patchRiskPlugin } from './patchRiskPlugin';

/** The patch risk of a device, for its entity page. @public */
export const EntityPatchRiskCard: () => JSX.Element = patchRiskPlugin.provide(
  createComponentExtension({
    name: 'EntityPatchRiskCard',
    component: {
      lazy: () =>
        import('../components/DeviceCard/DeviceRiskCard').then(
          module => module.DeviceRiskCard,
        ),
    },
  }),
);
