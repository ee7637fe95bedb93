import { TLP_LABELS, type Tlp } from './Tlp';

/**
 * The label that a text such as `TLP:AMBER+STRICT`, `tlp:white` or `GREEN` names.
 *
 * @returns undefined where it names none
 */
export function readTlp(text: string): Tlp | undefined {
  const name = text
    .trim()
    .toUpperCase()
    .replace(/^TLP:/, '')
    .replace(/_/g, '+')
    .replace(/^WHITE$/, 'CLEAR');
  return TLP_LABELS.find(label => label === name);
}
