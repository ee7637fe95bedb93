const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH = `(${MONTHS.map(name => `${name.slice(0, 3)}(?:${name.slice(3)})?`)
  .join('|')
  .replace('sep(?:tember)', 'sept?(?:ember)')})\\.?`;
const YEAR = '(20[1-4]\\d)';
const QUARTERS = ['first', 'second', 'third', 'fourth'];

/** Sentences on what ends, or on what was there before, announce no fix. */
const NO_ANNOUNCEMENT =
  /\bwas (?:plan|schedul|expect)|end[- ]of[- ](?:life|support|sale|service)|discontinu|obsolete|no longer|no (?:fix|patch|update)s? |not (?:be )?(?:plan|fix|patch)|was (?:released|published)|has (?:released|published)/i;
const WILL_COME =
  /\bplan(?:s|ned|ning)\b|\bschedul(?:ed?|ing)\b|\bexpect(?:s|ed)?\b|\banticipat|\bestimat|\bupcoming\b|\btarget(?:s|ed)\b|\bwill (?:be|release|provide|publish|issue|make|fix|address|remediate|deliver)\b/i;
const FIX =
  /\bfix|\bpatch|\bupdate|\bupgrade|\brelease|\bversion|\bfirmware|\bremediat|\bcorrect|\bresol|\baddress/i;

/** Each way to write a day or a stretch of days; `read` gives year, month (1 to 12) and day, 0 for the last of the month. */
const FORMS: {
  pattern: RegExp;
  read: (parts: string[]) => [number, number, number];
}[] = [
  {
    pattern: new RegExp(`\\b${YEAR}-(\\d\\d)-(\\d\\d)\\b`, 'g'),
    read: ([year, month, day]) => [+year, +month, +day],
  },
  {
    pattern: new RegExp(
      `\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ${YEAR}\\b`,
      'g',
    ),
    read: ([month, day, year]) => [+year, monthOf(month), +day],
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})\\.? ${MONTH} ${YEAR}\\b`, 'g'),
    read: ([day, month, year]) => [+year, monthOf(month), +day],
  },
  {
    pattern: new RegExp(`\\bq(?:uarter ?)?([1-4])(?: of|,)? ?${YEAR}\\b`, 'g'),
    read: ([quarter, year]) => [+year, 3 * +quarter, 0],
  },
  {
    pattern: new RegExp(
      `\\b(first|second|third|fourth) quarter(?: of|,)? ${YEAR}\\b`,
      'g',
    ),
    read: ([word, year]) => [+year, 3 * (QUARTERS.indexOf(word) + 1), 0],
  },
  {
    pattern: new RegExp(`\\b(first|second) half(?: of|,)? ${YEAR}\\b`, 'g'),
    read: ([word, year]) => [+year, word === 'first' ? 6 : 12, 0],
  },
  {
    pattern: new RegExp(`\\b${MONTH},?(?: of)? ${YEAR}\\b`, 'g'),
    read: ([month, year]) => [+year, monthOf(month), 0],
  },
  {
    pattern: new RegExp(`\\bend of(?: the year)? ${YEAR}\\b`, 'g'),
    read: ([year]) => [+year, 12, 0],
  },
];

/**
 * Day by which the words of a remediation announce a fix, `YYYY-MM-DD`: the last one of the stretch that is named (a
 * month, a quarter, a half year). A sentence counts that says that something will come, names a fix, and names one such
 * stretch with its year; what it says of the end of support does not. Of several sentences the latest day counts: until
 * then not all is fixed. English only; a day that is written otherwise is not seen.
 *
 * @public
 */
export function announcedDay(details: string): string | undefined {
  let latest: string | undefined;
  for (const sentence of details.split(/(?<=[.;!?])\s+(?=[A-Z])|\n/)) {
    if (
      WILL_COME.test(sentence) &&
      FIX.test(sentence) &&
      !NO_ANNOUNCEMENT.test(sentence)
    ) {
      const day = dayIn(sentence.toLowerCase());
      if (day !== undefined && (latest === undefined || day > latest)) {
        latest = day;
      }
    }
  }
  return latest;
}

function dayIn(sentence: string): string | undefined {
  for (const { pattern, read } of FORMS) {
    const days = [...sentence.matchAll(pattern)]
      .map(found => formatted(read(found.slice(1))))
      .filter(day => day !== undefined);
    if (days.length > 0) {
      return days.sort().at(-1);
    }
  }
  return undefined;
}

function formatted([year, month, day]: [number, number, number]):
  | string
  | undefined {
  const date = new Date(Date.UTC(year, day === 0 ? month : month - 1, day));
  const isReal =
    month >= 1 && month <= 12 && (day === 0 || date.getUTCDate() === day);
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

function monthOf(name: string): number {
  return MONTHS.findIndex(month => month.startsWith(name.slice(0, 3))) + 1;
}
