import { createComponentExtension } from '@backstage/core-plugin-api';
import { patchRiskPlugin } from './patchRiskPlugin';

/** Everything that Patch Risk knows about a device, for a tab of its entity page. @public */
export const EntityPatchRiskContent: () => JSX.Element =
  patchRiskPlugin.provide(
    createComponentExtension({
      name: 'EntityPatchRiskContent',
      component: {
        lazy: () =>
          import('../components/DeviceTab/DeviceRiskContent').then(
            module => module.DeviceRiskContent,
          ),
      },
    }),
  );
