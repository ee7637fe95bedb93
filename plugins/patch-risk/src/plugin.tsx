import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { deviceCard } from './extensions/deviceCard';
import { deviceContent } from './extensions/deviceContent';
import { componentsSubPage } from './extensions/componentsSubPage';
import { devicesSubPage } from './extensions/devicesSubPage';
import { discoverySubPage } from './extensions/discoverySubPage';
import { fleetPage } from './extensions/fleetPage';
import { fleetRouteRef } from './extensions/fleetRouteRef';
import { patchRiskApiExtension } from './extensions/patchRiskApiExtension';
import { rollUpCard } from './extensions/rollUpCard';

/** Patch Risk pages, cards and tabs. @public */
export const patchRiskPlugin = createFrontendPlugin({
  pluginId: 'patch-risk',
  info: { packageJson: () => import('../package.json') },
  routes: { root: fleetRouteRef },
  extensions: [
    patchRiskApiExtension,
    fleetPage,
    devicesSubPage,
    discoverySubPage,
    componentsSubPage,
    deviceCard,
    deviceContent,
    rollUpCard,
  ],
});
