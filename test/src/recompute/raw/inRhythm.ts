import { sum } from '../formula';
import { models } from './models';

const DAY_MS = 86_400_000;

/**
 * The hazard of each month, or of what is left of it on the day of the forecast, shared out by the weights of its days:
 * a weekday and its place in the month have one weight.
 */
export function inRhythm(
  at: (days: number) => number,
  options: { day: string; vendor: string },
): (days: number) => number {
  const { overall, vendors } = models.rhythm;
  const weights = vendors[options.vendor]?.weights ?? overall;
  const dateOf = (days: number) =>
    new Date(Date.parse(options.day) + days * DAY_MS);
  const weightOf = (days: number) => {
    const date = dateOf(days);
    const fromMonday = (date.getUTCDay() + 6) % 7;
    return weights[5 * fromMonday + Math.ceil(date.getUTCDate() / 7) - 1];
  };
  const isLastOfMonth = (days: number) => dateOf(days + 1).getUTCDate() === 1;
  return days => {
    if (days === 0) {
      return at(0);
    }
    let start = days - 1;
    while (start > 0 && !isLastOfMonth(start)) {
      start--;
    }
    let end = days;
    while (!isLastOfMonth(end)) {
      end++;
    }
    const between = (last: number) =>
      sum(
        Array.from({ length: last - start }, (_, i) => weightOf(start + 1 + i)),
      );
    const passed = between(days) / between(end);
    return at(start) * (at(end) / at(start)) ** passed;
  };
}
