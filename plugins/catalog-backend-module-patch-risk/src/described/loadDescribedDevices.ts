import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_DEVICE_KEY } from '@patch-risk/backstage-plugin-patch-risk-common';
import { macAddress } from '../entities/macAddress';
import { PROVIDER_LOCATION } from '../entities/PROVIDER_LOCATION';
import { DescribedDevices, type DescribedDevice } from './DescribedDevices';

const PAGE_SIZE = 500;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : undefined;
}

function readDescribed(entity: Entity): DescribedDevice {
  const device = Object(entity.spec?.device);
  const macs = Object(device.addresses).mac;
  return {
    entityRef: stringifyEntityRef(entity),
    deviceKey: entity.metadata.annotations?.[ANNOTATION_DEVICE_KEY],
    vendor: textOf(device.vendor),
    serial: textOf(device.serial),
    // One address may be written without a list.
    macs: [macs].flat().flatMap(mac => macAddress(mac) ?? []),
  };
}

/** The devices of the catalog that did not come from the provider. */
export async function loadDescribedDevices(options: {
  catalog: CatalogService;
  auth: AuthService;
  signal?: AbortSignal;
}): Promise<DescribedDevices> {
  const { catalog, auth, signal } = options;
  const devices: DescribedDevice[] = [];
  let cursor: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await catalog.queryEntities(
      {
        limit: PAGE_SIZE,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.device',
        ],
        ...(cursor === undefined
          ? {
              query: {
                $all: [
                  { kind: 'resource', 'spec.type': 'device' },
                  {
                    $not: {
                      [`metadata.annotations.${ANNOTATION_LOCATION}`]:
                        PROVIDER_LOCATION,
                    },
                  },
                ],
              },
            }
          : { cursor }),
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    devices.push(...page.items.map(readDescribed));
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined);
  return DescribedDevices.create(devices);
}
