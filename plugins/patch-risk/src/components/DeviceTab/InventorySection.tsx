import type { GetDevice200Response } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Alert, Flex } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { useTranslation } from '../../hooks/useTranslation';
import { FactList } from '../common/FactList';
import { Section } from '../common/Section';

/** What the catalog says about a device, and what of it cannot be used. */
export function InventorySection(props: { device: GetDevice200Response }) {
  const { fields, problems, firstSeenAt, lastSeenAt } = props.device;
  const { addresses, zone, changeWindows, compensatingControls } = fields;
  const { t } = useTranslation();
  const orMissing = (value: string | undefined) =>
    value ?? t('tab.inventory.missing');
  return (
    <Section title={t('tab.inventory.title')}>
      <Flex direction="column" gap="4">
        {problems.map(problem => (
          <Alert
            key={`${problem.field} ${problem.value ?? ''}`}
            status="warning"
            icon
            title={
              problem.value === undefined
                ? problem.field
                : `${problem.field} ${t('tab.inventory.problemValue', {
                    value: problem.value,
                  })}`
            }
            description={`${problem.message} ${problem.remedy}`}
          />
        ))}
        <FactList
          facts={[
            [t('tab.inventory.vendor'), orMissing(fields.vendor)],
            [t('tab.inventory.model'), orMissing(fields.model)],
            [
              t('tab.inventory.firmwareVersion'),
              orMissing(fields.firmwareVersion),
            ],
            [t('tab.inventory.hardwareVersion'), fields.hardwareVersion],
            [t('tab.inventory.serial'), fields.serial],
            [
              t('tab.inventory.addresses'),
              [...addresses.hostname, ...addresses.ip, ...addresses.mac].join(
                '\n',
              ),
            ],
            [
              t('tab.inventory.zone'),
              zone &&
                [
                  zone.name,
                  zone.purdueLevel !== undefined &&
                    t('tab.inventory.purdue', {
                      level: String(zone.purdueLevel),
                    }),
                  zone.securityLevel !== undefined &&
                    t('tab.inventory.securityLevel', {
                      level: String(zone.securityLevel),
                    }),
                ]
                  .filter(Boolean)
                  .join(', '),
            ],
            [
              t('tab.inventory.exposure'),
              orMissing(
                fields.exposure &&
                  t(`tab.inventory.exposureText.${fields.exposure}`),
              ),
            ],
            [
              t('tab.inventory.criticality'),
              orMissing(fields.criticality && t(`band.${fields.criticality}`)),
            ],
            [
              t('tab.inventory.safety'),
              fields.safety && t(`tab.inventory.safetyText.${fields.safety}`),
            ],
            [
              t('tab.inventory.endOfSupport'),
              fields.endOfSupport && formatDate(fields.endOfSupport),
            ],
            [t('tab.inventory.updateChannel'), fields.updateChannel],
            [t('tab.inventory.sbom'), fields.sbom],
            [
              t('tab.inventory.changeWindows'),
              changeWindows
                .map(window =>
                  t('tab.inventory.changeWindow', {
                    name: window.name ?? t('tab.inventory.unnamedWindow'),
                    minutes: String(window.durationMinutes),
                    zone: window.timeZone,
                  }),
                )
                .join('\n'),
            ],
            [
              t('tab.inventory.controls'),
              compensatingControls
                .map(control =>
                  [
                    control.kind,
                    control.description,
                    control.reviewOn !== undefined &&
                      t('tab.inventory.reviewOn', {
                        date: formatDate(control.reviewOn),
                      }),
                  ]
                    .filter(Boolean)
                    .join(', '),
                )
                .join('\n'),
            ],
            [
              t('tab.inventory.seen'),
              t('tab.inventory.seenFromTo', {
                first: formatInstant(firstSeenAt),
                last: formatInstant(lastSeenAt),
              }),
            ],
          ]}
        />
      </Flex>
    </Section>
  );
}
