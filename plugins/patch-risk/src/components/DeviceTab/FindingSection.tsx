import { useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAnsweringServices } from '../../hooks/useAnsweringServices';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { FindingTable } from './FindingTable';

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;

/** The open findings of one device. */
export function FindingSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const load = useCallback(
    () => api.listFindings({ device: entityRef, limit }),
    [api, entityRef, limit],
  );
  const findings = useLoad(load, { keepValue: true });
  const answering = useAnsweringServices(entityRef);
  return (
    <Section title={t('tab.findings.title')}>
      <Loaded of={findings}>
        {({ items, pageInfo }) => (
          <Flex direction="column" gap="3">
            <FindingTable findings={items} answering={answering} />
            {pageInfo.nextCursor !== undefined && limit < LARGEST_PAGE && (
              <Button
                variant="secondary"
                isPending={findings.isLoading}
                onPress={() => setLimit(LARGEST_PAGE)}
              >
                {t('tab.findings.more')}
              </Button>
            )}
          </Flex>
        )}
      </Loaded>
    </Section>
  );
}
