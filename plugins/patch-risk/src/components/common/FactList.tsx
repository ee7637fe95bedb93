import type { ReactNode } from 'react';
import styles from './FactList.module.css';

/** Names with their values; what has no value is left out. */
export function FactList(props: { facts: [string, ReactNode | undefined][] }) {
  const known = props.facts.filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return (
    <dl className={styles.list}>
      {known.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
