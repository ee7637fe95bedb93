import type { ReactNode } from 'react';
import { Flex, Text } from '@backstage/ui';

/** A named figure with a note in small print. */
export function Fact(props: {
  label: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <Flex direction="column" gap="1" style={{ minWidth: 0 }}>
      <Text variant="body-small" color="secondary">
        {props.label}
      </Text>
      {props.children}
      {props.note !== undefined && (
        <Text variant="body-small" color="secondary">
          {props.note}
        </Text>
      )}
    </Flex>
  );
}
