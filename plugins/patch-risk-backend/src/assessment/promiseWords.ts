import type { PromiseTally } from '@patch-risk/model';

/** How announced days were kept, in words: of the vendor where any is known, else of all. */
export function promiseWords(options: {
  vendor?: string;
  own: PromiseTally;
  all: PromiseTally;
}): string {
  const { vendor = 'The vendor', own, all } = options;
  if (own.due > 0) {
    return wordsOf(vendor, own);
  }
  const others =
    all.due > 0
      ? `; ${wordsOf('all vendors', all)}`
      : '; usual delays are assumed';
  return `no announced date of ${
    vendor === 'The vendor' ? 'the vendor' : vendor
  } has been followed to its end${others}`;
}

function wordsOf(who: string, { due, kept, medianDelayDays }: PromiseTally) {
  const delay =
    medianDelayDays === undefined
      ? ''
      : `; median delay ${Math.max(0, Math.ceil(medianDelayDays))} ${
          Math.ceil(medianDelayDays) === 1 ? 'day' : 'days'
        }`;
  return `${who} kept ${kept} of ${due} announced ${
    due === 1 ? 'date' : 'dates'
  }${delay}`;
}
