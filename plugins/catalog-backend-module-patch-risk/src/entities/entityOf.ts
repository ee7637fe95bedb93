import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ANNOTATION_DEVICE_KEY } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ProviderConfig } from '../config/ProviderConfig';
import type { ManagedDevice } from '../devices/ManagedDevice';
import { cleanText } from './cleanText';
import { deviceFieldsOf } from './deviceFieldsOf';
import { PROVIDER_LOCATION } from './PROVIDER_LOCATION';

/** The entity of a discovered device under the name that it keeps. */
export function entityOf(options: {
  device: ManagedDevice;
  entityRef: string;
  config: ProviderConfig;
}): Entity {
  const { device, entityRef, config } = options;
  const { name, namespace } = parseEntityRef(entityRef);
  const title = cleanText(device.title, 200);
  const site = config.sites.get(device.site ?? '');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace,
      ...(title !== undefined && { title }),
      annotations: {
        [ANNOTATION_LOCATION]: PROVIDER_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: PROVIDER_LOCATION,
        [ANNOTATION_DEVICE_KEY]: device.key,
      },
    },
    spec: {
      type: 'device',
      owner: config.owner,
      ...(config.system !== undefined && { system: config.system }),
      ...(site !== undefined && { dependsOn: [site] }),
      device: deviceFieldsOf(device),
    },
  };
}
