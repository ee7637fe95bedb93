import { useCallback } from 'react';
import type { ConfigurationHunk } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import styles from './ConfigurationDifferenceView.module.css';

const SIGNS = { same: ' ', added: '+', removed: '−' };

/** Control characters as pictures of themselves: what a device wrote must not move the text around it. */
const visible = (text: string) =>
  text.replace(/(?!\t)[\p{Cc}\p{Cf}]/gu, '\ufffd');

function Hunk(props: { hunk: ConfigurationHunk }) {
  const { fromLine, lines } = props.hunk;
  const { t } = useTranslation();
  return (
    <Flex direction="column" gap="1">
      <Text variant="body-small" color="secondary">
        {t('configuration.line', { line: String(fromLine) })}
      </Text>
      <pre className={styles.hunk}>
        {lines.map(({ kind, text }, position) => (
          <span
            // A hunk never changes, and its lines may be equal.
            key={`${fromLine + position} ${kind}`}
            className={`${styles.line} ${kind === 'same' ? '' : styles[kind]}`}
          >
            <span className={styles.sign} aria-hidden>
              {SIGNS[kind]}
            </span>
            {kind !== 'same' && (
              <span className={styles.hidden}>
                {t(`configuration.${kind}`)}:{' '}
              </span>
            )}
            {visible(text)}
          </span>
        ))}
      </pre>
    </Flex>
  );
}

/** The newest configuration of a device against its baseline, line by line. */
export function ConfigurationDifferenceView(props: {
  entityRef: string;
  from: string;
  to: string;
}) {
  const { entityRef, from, to } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.states.getConfigurationDifference(entityRef, { from, to }),
    [api, entityRef, from, to],
  );
  const difference = useLoad(load);
  return (
    <Loaded of={difference}>
      {({ hunks, isCoarse, isCut }) => (
        <Flex
          direction="column"
          gap="3"
          role="group"
          aria-label={t('configuration.difference')}
        >
          {isCoarse && (
            <Text color="secondary">{t('configuration.coarse')}</Text>
          )}
          {hunks.length === 0 && (
            <Text color="secondary">{t('configuration.noDifference')}</Text>
          )}
          {hunks.map(hunk => (
            <Hunk key={`${hunk.fromLine} ${hunk.toLine}`} hunk={hunk} />
          ))}
          {isCut && <Text color="secondary">{t('configuration.cut')}</Text>}
        </Flex>
      )}
    </Loaded>
  );
}
