import { useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Select } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ImportForm.module.css';
import { MappingEditor } from './MappingEditor';

const AUTOMATIC = '';

/** How the columns of a list are read: by everyday headings, or by a saved mapping that can be seen and changed. */
export function MappingChoice(props: {
  file: File;
  kind: 'csv' | 'json';
  site: string;
  chosen?: string;
  onChoose(name: string | undefined): void;
}) {
  const { file, kind, site, chosen, onChoose } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [isOpen, setOpen] = useState(false);
  const mappings = useLoad(
    useCallback(() => api.discovery.listMappings(), [api]),
  );
  const saved = (mappings.value ?? []).filter(known => known.kind === kind);
  const names = new Set(saved.map(({ name }) => name));
  // One that was saved a moment ago may not be in the list yet.
  if (chosen !== undefined) {
    names.add(chosen);
  }
  return (
    <Flex direction="column" gap="3">
      <div className={styles.form}>
        <Select
          label={t('discovery.import.mapping')}
          value={chosen ?? AUTOMATIC}
          options={[
            {
              value: AUTOMATIC,
              label: t('discovery.import.mappingAutomatic'),
            },
            ...[...names].map(name => ({ value: name, label: name })),
          ]}
          onChange={value =>
            onChoose(value === AUTOMATIC ? undefined : String(value))
          }
        />
        <div className={styles.file}>
          <Button
            variant="secondary"
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          >
            {t('discovery.import.showMapping')}
          </Button>
        </div>
      </div>
      {isOpen && (
        <MappingEditor
          key={`${file.name} ${file.lastModified} ${chosen ?? ''}`}
          file={file}
          kind={kind}
          site={site}
          saved={chosen}
          onSaved={name => {
            mappings.retry();
            onChoose(name);
            setOpen(false);
          }}
        />
      )}
    </Flex>
  );
}
