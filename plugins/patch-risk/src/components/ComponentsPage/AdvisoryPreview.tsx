import type { OwnAdvisoryPreview } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatCount } from '../../format/formatCount';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { EntityLink } from '../common/EntityLink';

/** Devices, owners and tasks that an advisory would concern. */
export function AdvisoryPreview(props: { preview: OwnAdvisoryPreview }) {
  const { deviceCount, owners, devices, tasks } = props.preview;
  const { t } = useTranslation();
  const title =
    deviceCount === 0
      ? t('advisories.preview.none')
      : t('advisories.preview.title', { count: deviceCount });
  return (
    <Flex direction="column" gap="3">
      <Text weight="bold" role="status">
        {title}
      </Text>
      {owners.length > 0 && (
        <Text>
          {t('advisories.preview.owners')}:{' '}
          {owners
            .map(owner =>
              t('advisories.preview.ownerOf', {
                owner: owner.title,
                number: formatCount(owner.deviceCount),
              }),
            )
            .join(', ')}
        </Text>
      )}
      {devices.length > 0 && (
        <DataTable
          label={title}
          items={devices.map(device => ({ ...device, id: device.entityRef }))}
          isTall
          columns={[
            {
              id: 'device',
              label: t('components.device'),
              isRowHeader: true,
              width: '45%',
              cell: ({ entityRef, title: name }) => (
                <EntityLink entityRef={entityRef} title={name} />
              ),
            },
            {
              id: 'status',
              label: t('advisories.preview.status'),
              cell: ({ status }) => (
                <Text>{t(`advisories.preview.statuses.${status}`)}</Text>
              ),
            },
            {
              id: 'owner',
              label: t('components.owner'),
              cell: ({ ownerRef }) =>
                ownerRef !== undefined && <EntityLink entityRef={ownerRef} />,
            },
          ]}
        />
      )}
      {deviceCount > 0 && (
        <DataTable
          label={t('advisories.preview.tasks')}
          items={tasks.map((task, position) => ({
            ...task,
            id: `${position}`,
          }))}
          empty={t('advisories.preview.noTasks')}
          columns={[
            {
              id: 'task',
              label: t('advisories.preview.tasks'),
              isRowHeader: true,
              width: '60%',
              cell: task => <Text>{task.title}</Text>,
            },
            {
              id: 'owner',
              label: t('components.owner'),
              cell: ({ ownerRef }) =>
                ownerRef !== undefined && <EntityLink entityRef={ownerRef} />,
            },
            {
              id: 'devices',
              label: t('components.devices'),
              isNumber: true,
              cell: task => <Text>{formatCount(task.deviceCount)}</Text>,
            },
          ]}
        />
      )}
    </Flex>
  );
}
