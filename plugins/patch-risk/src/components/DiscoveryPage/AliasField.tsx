import { useState } from 'react';
import { Button, Flex, TextField } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

/** What a text of a list means, in the words of advisories. */
export function AliasField(props: {
  written: string;
  isPending: boolean;
  onSave(meaning: string): void;
}) {
  const { written, isPending, onSave } = props;
  const { t } = useTranslation();
  const [meaning, setMeaning] = useState('');
  const trimmed = meaning.trim();
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (trimmed) {
          onSave(trimmed);
        }
      }}
    >
      <Flex align="center" gap="2">
        <TextField
          size="small"
          aria-label={t('discovery.worklist.meaningOf', { text: written })}
          value={meaning}
          onChange={setMeaning}
        />
        <Button
          size="small"
          variant="secondary"
          type="submit"
          isDisabled={trimmed === '' || isPending}
          aria-label={t('discovery.worklist.saveOf', { text: written })}
        >
          {t('discovery.worklist.save')}
        </Button>
      </Flex>
    </form>
  );
}
