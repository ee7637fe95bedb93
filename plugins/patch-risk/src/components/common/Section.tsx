import type { ReactNode } from 'react';
import { useId } from 'react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import styles from './Section.module.css';

/** A card with a heading, that assistive technology can jump to. */
export function Section(props: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card role="region" aria-labelledby={id} className={styles.section}>
      <CardHeader>
        <Flex justify="between" align="center" gap="2">
          <Text as="h2" variant="title-x-small" weight="bold" id={id}>
            {props.title}
          </Text>
          {props.action}
        </Flex>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
