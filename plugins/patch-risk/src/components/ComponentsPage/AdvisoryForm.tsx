import { useCallback, useState } from 'react';
import type {
  OwnAdvisory,
  OwnAdvisoryContent,
  OwnAdvisoryPreview,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  Flex,
  Radio,
  RadioGroup,
  Select,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import {
  contentOf,
  draftOf,
  REMEDIES,
  SEVERITIES,
  type AdvisoryDraft,
} from './AdvisoryDraft';
import styles from './AdvisoryForm.module.css';
import { AdvisoryPreview } from './AdvisoryPreview';

const NOT_KNOWN = '';

/** Writes or changes an advisory; what it would concern is seen before it is published. */
export function AdvisoryForm(props: {
  advisory?: OwnAdvisory;
  onClosed(): void;
}) {
  const { advisory, onClosed } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [draft, setDraft] = useState(() => draftOf(advisory?.content));
  const [seen, setSeen] = useState<OwnAdvisoryPreview>();
  const content = contentOf(draft, advisory?.content);
  const set = (change: Partial<AdvisoryDraft>) => {
    setDraft({ ...draft, ...change });
    setSeen(undefined);
  };
  const preview = useAction(
    useCallback(
      async (written: OwnAdvisoryContent) =>
        setSeen(await api.components.previewAdvisory(written)),
      [api],
    ),
  );
  const publish = useAction(
    useCallback(
      async (written: OwnAdvisoryContent) => {
        if (advisory) {
          await api.components.updateAdvisory(advisory.id, written);
        } else {
          await api.components.createAdvisory(written);
        }
        onClosed();
      },
      [api, advisory, onClosed],
    ),
  );
  const failure = preview.failure ?? publish.failure;
  const isProduct = draft.about === 'product';
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (content) {
          preview.run(content);
        }
      }}
    >
      <Text as="h3" variant="title-x-small" weight="bold">
        {advisory
          ? t('advisories.form.headingOf', { id: advisory.id })
          : t('advisories.form.heading')}
      </Text>
      <TextField
        label={t('advisories.form.name')}
        isRequired
        value={draft.title}
        onChange={title => set({ title })}
      />
      <RadioGroup
        label={t('advisories.form.about')}
        orientation="horizontal"
        value={draft.about}
        onChange={about =>
          set({ about: about === 'component' ? 'component' : 'product' })
        }
      >
        <Radio value="product">{t('advisories.form.product')}</Radio>
        <Radio value="component">{t('advisories.form.component')}</Radio>
      </RadioGroup>
      <div className={styles.fields}>
        {isProduct ? (
          <>
            <TextField
              label={t('advisories.form.vendor')}
              isRequired
              value={draft.vendor}
              onChange={vendor => set({ vendor })}
            />
            <TextField
              label={t('advisories.form.model')}
              value={draft.model}
              onChange={model => set({ model })}
            />
          </>
        ) : (
          <TextField
            label={t('advisories.form.componentName')}
            isRequired
            value={draft.component}
            onChange={component => set({ component })}
          />
        )}
        <TextField
          label={t('advisories.form.range')}
          description={t('advisories.form.rangeHint')}
          value={draft.range}
          onChange={range => set({ range })}
        />
      </div>
      <TextAreaField
        label={t('advisories.form.description')}
        value={draft.description}
        onChange={description => set({ description })}
      />
      <div className={styles.fields}>
        <Select
          label={t('advisories.form.severity')}
          value={draft.severity}
          options={[
            {
              value: NOT_KNOWN,
              label: t('advisories.form.severities.unknown'),
            },
            ...SEVERITIES.map(value => ({
              value,
              label: t(`advisories.form.severities.${value}`),
            })),
          ]}
          onChange={severity => set({ severity: String(severity) })}
        />
        <Select
          label={t('advisories.form.remedy')}
          value={draft.remedy}
          options={[
            { value: NOT_KNOWN, label: t('advisories.form.remedies.unknown') },
            ...REMEDIES.map(value => ({
              value,
              label: t(`advisories.form.remedies.${value}`),
            })),
          ]}
          onChange={remedy => set({ remedy: String(remedy) })}
        />
        {draft.remedy !== NOT_KNOWN && (
          <TextField
            label={t('advisories.form.details')}
            isRequired
            value={draft.details}
            onChange={details => set({ details })}
          />
        )}
      </div>
      {failure !== undefined && (
        <Alert status="danger" icon role="alert" title={failure} />
      )}
      {seen && <AdvisoryPreview preview={seen} />}
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          type="submit"
          variant={seen ? 'secondary' : 'primary'}
          isDisabled={!content}
          isPending={preview.isPending}
        >
          {t('advisories.form.preview')}
        </Button>
        {seen && content && (
          <Button
            variant="primary"
            isPending={publish.isPending}
            onPress={() => publish.run(content)}
          >
            {t('advisories.form.publish')}
          </Button>
        )}
        <Button variant="secondary" onPress={onClosed}>
          {t('advisories.form.cancel')}
        </Button>
      </Flex>
    </form>
  );
}
