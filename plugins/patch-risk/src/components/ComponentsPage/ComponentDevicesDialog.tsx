import { useCallback } from 'react';
import type {
  ComponentGroup,
  ListComponents,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
} from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { usePages } from '../../hooks/usePages';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { EntityLink } from '../common/EntityLink';
import { Loaded } from '../common/Loaded';
import { DeviceScore } from '../FleetPage/DeviceScore';

const PAGE_SIZE = 50;

interface ComponentDevicesProps {
  group: ComponentGroup;
  question: Pick<ListComponents['query'], 'purl' | 'hash'>;
}

/** Opens the devices that have a component. */
export function ComponentDevicesDialog(props: ComponentDevicesProps) {
  const { name, version } = props.group;
  const { t } = useTranslation();
  const component = [name, version].filter(Boolean).join(' ');
  const title = t('components.devicesOf', { component });
  return (
    <DialogTrigger>
      <Button size="small" variant="secondary" aria-label={title}>
        {t('components.showDevices')}
      </Button>
      <Dialog width="min(800px, 94vw)">
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <ComponentDevices {...props} label={title} />
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}

function ComponentDevices(props: ComponentDevicesProps & { label: string }) {
  const { group, question, label } = props;
  const { purl, hash } = question;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    (cursor: string | undefined) =>
      api.components.listDevices(group.id, {
        purl,
        hash,
        cursor,
        limit: PAGE_SIZE,
      }),
    [api, group.id, purl, hash],
  );
  const devices = usePages(load);
  return (
    <Loaded of={devices}>
      {({ items }) => (
        <Flex direction="column" gap="3">
          <DataTable
            label={label}
            items={items.map(device => ({ ...device, id: device.entityRef }))}
            empty={t('components.noDevices')}
            columns={[
              {
                id: 'device',
                label: t('components.device'),
                isRowHeader: true,
                width: '40%',
                cell: ({ entityRef, title }) => (
                  <EntityLink entityRef={entityRef} title={title} />
                ),
              },
              {
                id: 'risk',
                label: t('components.risk'),
                cell: device => <DeviceScore device={device} />,
              },
              {
                id: 'owner',
                label: t('components.owner'),
                cell: ({ ownerRef }) =>
                  ownerRef !== undefined && <EntityLink entityRef={ownerRef} />,
              },
            ]}
          />
          {devices.more && (
            <Flex>
              <Button
                variant="secondary"
                isPending={devices.isLoading}
                onPress={devices.more}
              >
                {t('components.more')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </Loaded>
  );
}
