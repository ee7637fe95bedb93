import { OptionError } from './OptionError';

/** Reads an option that is a whole number of at least 1. @throws OptionError naming option, value and remedy */
export function wholeNumber(
  name: string,
  text: string,
  highest: number,
): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > highest) {
    throw new OptionError(
      `--${name} ${text}: give a whole number from 1 to ${highest}`,
    );
  }
  return value;
}
