import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import { RiSearchLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../common/Section';
import { ComponentAnswer } from './ComponentAnswer';

/** Asks where a component is. The question stands in the address, so that an answer can be shared. */
export function ComponentSection() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('component') ?? '';
  const version = parameters.get('version') ?? '';
  const [text, setText] = useState(asked);
  const [range, setRange] = useState(version);
  const ask = () => {
    const next = new URLSearchParams(parameters);
    next.set('component', text.trim());
    if (range.trim()) {
      next.set('version', range.trim());
    } else {
      next.delete('version');
    }
    setParameters(next);
  };
  return (
    <Section title={t('components.title')}>
      <Flex direction="column" gap="4">
        <Text color="secondary">{t('components.intro')}</Text>
        <form
          role="search"
          aria-label={t('components.title')}
          onSubmit={event => {
            event.preventDefault();
            if (text.trim()) {
              ask();
            }
          }}
        >
          <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
            <TextField
              style={{ flex: '2 1 260px' }}
              label={t('components.question')}
              placeholder={t('components.placeholder')}
              value={text}
              onChange={setText}
            />
            <TextField
              style={{ flex: '1 1 160px' }}
              label={t('components.version')}
              placeholder={t('components.versionHint')}
              value={range}
              onChange={setRange}
            />
            <Button
              type="submit"
              variant="primary"
              iconStart={<RiSearchLine />}
              isDisabled={text.trim() === ''}
            >
              {t('components.ask')}
            </Button>
          </Flex>
        </form>
        {asked ? (
          <ComponentAnswer
            key={`${asked} ${version}`}
            text={asked}
            version={version || undefined}
          />
        ) : (
          <Text color="secondary">{t('components.start')}</Text>
        )}
      </Flex>
    </Section>
  );
}
