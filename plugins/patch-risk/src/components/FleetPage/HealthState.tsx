import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import { Text } from '@backstage/ui';
import styles from './HealthList.module.css';

const ICONS = {
  good: RiCheckboxCircleLine,
  bad: RiErrorWarningLine,
  busy: RiLoader4Line,
  unknown: RiQuestionLine,
};

/** State of a feed or a sink as a sign with its word. */
export function HealthState(props: {
  state: keyof typeof ICONS;
  label: string;
}) {
  const Icon = ICONS[props.state];
  return (
    <Text
      className={`${styles.state} ${props.state === 'bad' ? styles.bad : ''}`}
      weight="bold"
    >
      <Icon size={16} aria-hidden />
      {props.label}
    </Text>
  );
}
