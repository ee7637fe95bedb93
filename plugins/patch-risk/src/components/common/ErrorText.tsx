import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import styles from './ErrorText.module.css';

/** An error in a colour that can be read in both themes. */
export function ErrorText(props: { children: ReactNode }) {
  return (
    <Text className={styles.error} role="alert">
      {props.children}
    </Text>
  );
}
