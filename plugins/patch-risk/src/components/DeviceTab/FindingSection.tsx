import { useCallback, useState } from 'react';
import {
  patchRiskFindingSuppressPermission,
  type Finding,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Flex, Select } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatDate } from '../../format/formatDate';
import { useAction } from '../../hooks/useAction';
import { useAnsweringServices } from '../../hooks/useAnsweringServices';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { FindingTable } from './FindingTable';

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;

interface Notice {
  text: string;
  /** The finding that was set aside, where that can be undone. */
  undo?: Finding;
}

/** The open findings of one device, or those that are set aside. */
export function FindingSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [shown, setShown] = useState<'hidden' | 'only'>('hidden');
  const [notice, setNotice] = useState<Notice>();
  const { allowed: canSuppress } = usePermission({
    permission: patchRiskFindingSuppressPermission,
    resourceRef: entityRef,
  });
  const load = useCallback(
    () => api.listFindings({ device: entityRef, limit, suppressed: shown }),
    [api, entityRef, limit, shown],
  );
  const findings = useLoad(load, { keepValue: true });
  const { retry } = findings;
  const onReopened = useCallback(
    ({ cve }: Finding) => {
      setNotice({ text: t('suppression.undone', { cve }) });
      retry();
    },
    [retry, t],
  );
  const onSuppressed = useCallback(
    (finding: Finding, until: string) => {
      setNotice({
        text: t('suppression.done', {
          cve: finding.cve,
          date: formatDate(until),
        }),
        undo: finding,
      });
      retry();
    },
    [retry, t],
  );
  const undo = useAction(
    useCallback(
      async (finding: Finding) => {
        await api.unsuppressFinding(finding.id);
        onReopened(finding);
      },
      [api, onReopened],
    ),
  );
  const undone = notice?.undo;
  const answering = useAnsweringServices(entityRef);
  return (
    <Section
      title={t('tab.findings.title')}
      action={
        <div style={{ width: 180 }}>
          <Select
            aria-label={t('suppression.filter')}
            size="small"
            value={shown}
            onChange={key => setShown(key === 'only' ? 'only' : 'hidden')}
            options={[
              { value: 'hidden', label: t('suppression.open') },
              { value: 'only', label: t('suppression.only') },
            ]}
          />
        </div>
      }
    >
      <Flex direction="column" gap="3">
        {undo.failure !== undefined && (
          <Alert status="danger" icon role="alert" title={undo.failure} />
        )}
        {notice && (
          <Alert
            status="success"
            icon
            role="status"
            title={notice.text}
            customActions={
              undone && (
                <Button
                  size="small"
                  variant="tertiary"
                  isPending={undo.isPending}
                  onPress={() => undo.run(undone)}
                >
                  {t('suppression.undo')}
                </Button>
              )
            }
          />
        )}
        <Loaded of={findings}>
          {({ items, pageInfo }) => (
            <Flex direction="column" gap="3">
              <FindingTable
                findings={items}
                answering={answering}
                empty={t(
                  shown === 'only'
                    ? 'suppression.onlyEmpty'
                    : 'tab.findings.empty',
                )}
                canSuppress={canSuppress}
                onSuppressed={onSuppressed}
                onReopened={onReopened}
              />
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
      </Flex>
    </Section>
  );
}
