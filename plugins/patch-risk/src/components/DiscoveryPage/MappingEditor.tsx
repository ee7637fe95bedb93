import { useCallback, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Select, Text, TextField } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { COLUMN_FIELDS, withColumn } from './columnsOfMapping';
import { PreviewedDevices } from './PreviewedDevices';

const NOT_READ = '';
const EXAMPLES = 3;

/** The columns of a list with examples, what each is read as, and what that makes of the first rows. */
export function MappingEditor(props: {
  file: File;
  kind: 'csv' | 'json';
  site: string;
  /** Name of the saved mapping to begin with. */
  saved?: string;
  onSaved(name: string): void;
}) {
  const { file, kind, site, saved, onSaved } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [draft, setDraft] = useState<{ [key: string]: unknown }>();
  const [name, setName] = useState(saved ?? '');
  const load = useCallback(
    () =>
      api.discovery.previewMapping(file, {
        kind,
        site: site || undefined,
        ...(draft ? { draft: JSON.stringify(draft) } : { mapping: saved }),
      }),
    [api, file, kind, site, draft, saved],
  );
  const preview = useLoad(load, { keepValue: true });
  const mapping = draft ?? preview.value?.suggestion;
  const save = useAction(
    useCallback(async () => {
      const title = name.trim();
      await api.discovery.saveMapping(title, {
        kind,
        mapping: { ...mapping, name: title },
      });
      onSaved(title);
    }, [api, kind, mapping, name, onSaved]),
  );
  const columns = useMemo(
    () =>
      preview.value?.columns.map((column, position) => ({
        ...column,
        id: `${position}`,
        examples: (preview.value?.rows ?? [])
          .map(({ cells }) => cells[position])
          .filter(Boolean)
          .slice(0, EXAMPLES)
          .join(' · '),
      })),
    [preview.value],
  );
  return (
    <Loaded of={preview}>
      {({ devices, problems, suggestion }) => (
        <Flex direction="column" gap="3">
          <DataTable
            label={t('discovery.mapping.title', { file: file.name })}
            items={columns ?? []}
            isStale={preview.isLoading}
            isTall
            columns={[
              {
                id: 'column',
                label: t('discovery.mapping.column'),
                isRowHeader: true,
                cell: column => <Text>{column.name}</Text>,
              },
              {
                id: 'examples',
                label: t('discovery.mapping.example'),
                width: '45%',
                cell: column => (
                  <Text color="secondary">{column.examples}</Text>
                ),
              },
              {
                id: 'readAs',
                label: t('discovery.mapping.readAs'),
                cell: column => (
                  <Select
                    aria-label={`${column.name}: ${t(
                      'discovery.mapping.readAs',
                    )}`}
                    value={column.readAs ?? NOT_READ}
                    options={[
                      { value: NOT_READ, label: t('discovery.mapping.none') },
                      ...COLUMN_FIELDS.map(field => ({
                        value: field,
                        label: t(`discovery.mapping.fields.${field}`),
                      })),
                    ]}
                    onChange={value =>
                      setDraft(
                        withColumn(
                          mapping ?? suggestion,
                          column.name,
                          COLUMN_FIELDS.find(field => field === value),
                        ),
                      )
                    }
                  />
                ),
              },
            ]}
          />
          <PreviewedDevices devices={devices} problems={problems} />
          {save.failure !== undefined && (
            <Alert status="danger" icon role="alert" title={save.failure} />
          )}
          <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
            <TextField
              label={t('discovery.mapping.name')}
              description={t('discovery.mapping.nameHint')}
              value={name}
              onChange={setName}
            />
            <Button
              variant="secondary"
              isDisabled={name.trim() === '' || mapping === undefined}
              isPending={save.isPending}
              onPress={() => save.run()}
            >
              {t('discovery.mapping.save')}
            </Button>
          </Flex>
        </Flex>
      )}
    </Loaded>
  );
}
