import { detectFamily } from '../detect/detectFamily';
import { exploitFamily } from '../exploit/exploitFamily';
import { fixOtFamily } from '../fix/fixOtFamily';
import { linuxFamily } from '../linux/linuxFamily';
import { fixProductFamily } from '../product/fixProductFamily';
import type { Family } from './Family';

/** Every family, in the order of the card. */
export const families: readonly Family[] = [
  fixOtFamily,
  linuxFamily,
  fixProductFamily,
  exploitFamily,
  detectFamily,
];
