import { createBackendModule } from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { BuiltinRelationsProcessor } from './BuiltinRelationsProcessor';
import { deviceModelLayer } from './deviceModelLayer';

/**
 * Lets the catalog itself refuse devices with fields that cannot be used, by a layer of its model.
 *
 * @alpha
 */
export const catalogModulePatchRiskDeviceModel = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'patch-risk-device-model',
  register(reg) {
    reg.registerInit({
      deps: {
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ model, processing }) {
        model.addModelSource(CatalogModelSources.static([deviceModelLayer]));
        processing.addProcessor(new BuiltinRelationsProcessor());
      },
    });
  },
});
