import { Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from './BandBadge';

type KnownReason = 'noProduct' | 'noVersion' | 'staleInventory' | 'pending';

const KNOWN_REASONS: Record<string, KnownReason> = {
  'no-product': 'noProduct',
  'no-version': 'noVersion',
  'no-inventory': 'staleInventory',
  'stale-inventory': 'staleInventory',
  pending: 'pending',
};

const PATTERNS: [RegExp, KnownReason][] = [
  [/version/i, 'noVersion'],
  [/inventory|30 days|seen/i, 'staleInventory'],
  [/product|vendor|advisor/i, 'noProduct'],
];

/** Says that a device is not assessed, why, and what to do about it. */
export function NotAssessed(props: { reason?: string }) {
  const { reason } = props;
  const { t } = useTranslation();
  const known = reason === undefined ? 'pending' : KNOWN_REASONS[reason];
  const similar =
    known ?? PATTERNS.find(([pattern]) => pattern.test(reason ?? ''))?.[1];
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2">
        <BandBadge />
        <Text variant="body-small" color="secondary">
          {t('notAssessed.meaning')}
        </Text>
      </Flex>
      <Text>{known ? t(`notAssessed.reason.${known}`) : reason}</Text>
      <Text>
        <Text as="strong" weight="bold">
          {t('notAssessed.whatToDo')}
        </Text>{' '}
        {t(`notAssessed.remedy.${similar ?? 'other'}`)}
      </Text>
    </Flex>
  );
}
