import { useRef, useState } from 'react';
import type {
  DiscoveryImportKind,
  StartDiscoveryImport,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Button, Flex, Select, Text, TextField } from '@backstage/ui';
import { RiFileUploadLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ImportForm.module.css';
import { kindOfFile } from './kindOfFile';
import { MappingChoice } from './MappingChoice';

const KINDS: DiscoveryImportKind[] = [
  'csv',
  'json',
  'nmap',
  'nessus',
  'cyclonedx',
  'zeek',
  'suricata',
  'dhcp',
  'mud',
];

/** A file, what it is, and what its devices are called after. */
export function ImportForm(props: {
  isPending: boolean;
  onPreview(
    file: File,
    query: Omit<StartDiscoveryImport['query'], 'file' | 'preview'>,
  ): void;
}) {
  const { isPending, onPreview } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<DiscoveryImportKind>('csv');
  const [source, setSource] = useState('');
  const [site, setSite] = useState('');
  const [mapping, setMapping] = useState<string>();
  const isList = kind === 'csv' || kind === 'json';
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    if (chosen) {
      setKind(kindOfFile(chosen.name));
      setMapping(undefined);
    }
  };
  return (
    <Flex direction="column" gap="3">
      <div className={styles.form}>
        <div className={styles.file}>
          <input
            ref={input}
            type="file"
            className={styles.hidden}
            aria-label={t('discovery.import.file')}
            tabIndex={-1}
            onChange={event => choose(event.target.files?.[0])}
          />
          <Button
            variant="secondary"
            iconStart={<RiFileUploadLine />}
            onPress={() => input.current?.click()}
          >
            {t('discovery.import.choose')}
          </Button>
          {file && <Text className={styles.name}>{file.name}</Text>}
        </div>
        <Select
          label={t('discovery.import.kind')}
          value={kind}
          options={KINDS.map(value => ({
            value,
            label: t(`discovery.import.kinds.${value}`),
          }))}
          onChange={value => {
            setKind(KINDS.find(known => known === value) ?? 'csv');
            setMapping(undefined);
          }}
        />
        <TextField
          label={t('discovery.import.source')}
          description={t('discovery.import.sourceHint')}
          placeholder={kind}
          value={source}
          onChange={setSource}
        />
        <TextField
          label={t('discovery.import.site')}
          description={t('discovery.import.siteHint')}
          value={site}
          onChange={setSite}
        />
      </div>
      {file && isList && (
        <MappingChoice
          file={file}
          kind={kind}
          site={site}
          chosen={mapping}
          onChoose={setMapping}
        />
      )}
      <Flex>
        <Button
          variant="primary"
          isDisabled={!file}
          isPending={isPending}
          onPress={() =>
            file &&
            onPreview(file, {
              kind,
              source: source.trim() || undefined,
              site: site.trim() || undefined,
              mapping: isList ? mapping : undefined,
            })
          }
        >
          {t('discovery.import.preview')}
        </Button>
      </Flex>
    </Flex>
  );
}
