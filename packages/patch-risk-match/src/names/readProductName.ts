import { foldText } from './foldText';

/** A product's or model's name in words that can be compared. */
export interface ProductName {
  text: string;
  /** The text as `foldText` gives it. */
  folded: string;
  /** All words joined, without generic ones; equal for spellings that differ in spaces and hyphens. */
  compact: string;
  /** All letters and digits but the vendor's words, general words included. */
  whole: string;
  words: ProductWord[];
  /** Order numbers given beside the name, for example `6es7511-1ak00-0ab0`. */
  orderNumbers: string[];
  /** Words in brackets: they narrow the product, and an inventory seldom repeats them. */
  qualifiers: string[];
  /** Words of `(including RF, EC, CP)`: names of variants that are meant too. */
  variants: string[];
  /** Says that it means more than the one product it names: `family`, `series`, `incl. variants`. */
  isFamily: boolean;
}

/** A word of a name. */
export interface ProductWord {
  text: string;
  /** Letters and digits only. */
  compact: string;
  /**
   * - code: a model number, the strongest evidence there is
   * - name: a word that must agree
   * - weak: a word that many products share, such as `cpu`
   */
  kind: 'code' | 'name' | 'weak';
  /** For `34xx` and the like: what the placeholder may stand for. */
  pattern?: RegExp;
}

const GENERIC = new Set(
  'the a an and or for with of in on to by all any incl including series family families product products device devices firmware software version versions model models variant variants type edition line range camera cameras controller controllers module modules unit units system systems application switch switches network ip gateway gateways router routers server servers printer printers panel panels station industrial ethernet wireless programmable logic operating os hardware based only following running serial number affected new running'.split(
    ' ',
  ),
);
const WEAK = new Set(
  'cpu cpus plc plcs rtu hmi control communication programming configuration managed unmanaged modular distribution workstation node framework runtime dcs machine automation processor processors interface adapter client tool suite management platform manager monitor pump analyzer reader recorder dome bullet outdoor indoor'.split(
    ' ',
  ),
);
const FAMILY =
  /\b(?:family|families|series|all|incl(?:uding)?|variants|cpus|devices|products|models|switches|controllers|cameras|modules)\b/;
/** Says that hardened versions of this one product are meant too, not a family. */
const HARDENED_TOO = /\(incl(?:\.|uding)? siplus[^)]*\)?/;
const ORDER_NUMBER =
  /\b(?:\d[a-z]{2}\d{4}|\d[a-z]{2}\d[a-z]{2}\d)-?[a-z0-9]{5}-?[a-z0-9]{4}\b|\b\d[a-z]{2}\d{4}-[a-z0-9]{5}(?:-[a-z0-9]{4})?\b/g;
const ARTICLE_NUMBER =
  /\b(?:article|art|order|part|p\/n|material)\.?-? ?(?:number|no|nr|#)?\.?:? ?(\d{5,})\b/g;
/** `Type=TUC-1157`: the maker's number of the type, said in so many words. */
const TYPE_NUMBER = /\btype\s*[=:]\s*([a-z]{1,6}-?\d{3,}[a-z0-9-]*)/g;
const MAX_LENGTH = 300;
const MAX_WORDS = 40;

function patternOf(text: string, raw: string): RegExp | undefined {
  const hasRun = /\d[a-z-]*xx|xx+\d|\[\]|[*□]/.test(text);
  const hasLowerX = /\dx\b/.test(raw);
  if (!hasRun && !hasLowerX) return undefined;
  const literal = text.replace(/xx+|\dx$|\[\]|[*□]|[^a-z0-9]/g, '');
  if (literal.length < 2) return undefined;
  const source = text
    .replace(/\[\]|[*□]+/g, '\ue001')
    .replace(/xx+/g, run => '\ue002'.repeat(run.length))
    .replace(/(\d)x$/, '$1\ue002')
    .replace(/[^a-z0-9\ue001\ue002]/g, '')
    // At the end a star may stand for a whole order code, elsewhere for a part of one.
    .replace(/\ue001+$/, '[a-z0-9]{0,40}')
    .replace(/\ue001+/g, '[a-z0-9]{0,8}')
    .replace(/\ue002/g, '[a-z0-9]');
  return new RegExp(`^${source}$`);
}

/** Voltages, sizes and plugs: they tell variants apart, and are no model numbers. */
const UNIT =
  /^(?:\d+x)?\d+(?:\.\d+)?(?:v|vdc|vac|w|ma|a|hz|mhz|ghz|gb|mb)$|^(?:rj45|m12|m8)(?:-[a-z])?$/;

/** `drawings` and `drawing` are one word; model numbers stay as they are. */
function singular(word: string): string {
  return /^[a-z]{4,}[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function wordOf(raw: string): ProductWord | undefined {
  const text = foldText(raw).replace(/^[-._]+|[-._]+$/g, '');
  const compact = singular(text.replace(/[^a-z0-9]/g, ''));
  if (compact === '' || GENERIC.has(text)) return undefined;
  const pattern = /[\d*]/.test(text) ? patternOf(text, raw) : undefined;
  let kind: ProductWord['kind'] = 'name';
  if (/\d/.test(compact) && compact.length > 2 && !UNIT.test(text)) {
    kind = 'code';
  }
  if (pattern) kind = 'code';
  if (WEAK.has(text)) kind = 'weak';
  return { text, compact, kind, pattern };
}

/** Makes one word of phrases whose words alone would say something else, or nothing. */
function joinPhrases(text: string): string {
  return text
    .replace(/\s+containing (?:the )?\S.*$/i, '')
    .replace(/\bsoftware controllers?\b/gi, 'softwarecontroller')
    .replace(/\bseries ([a-z])\b(?!-)/gi, 'series$1')
    .replace(/\b(?:hardware|hw) version v?([\d.]+)/gi, '(hardware $1)');
}

/**
 * Reads the name of a product in an advisory, or the model of a device.
 *
 * @param options - words of `vendorKeys` are left out, as only some texts repeat the vendor;
 *   `orderNumber` is one that an inventory keeps beside the name
 */
export function readProductName(
  text: string,
  options: { vendorKeys: readonly string[]; orderNumber?: string },
): ProductName {
  const trimmed = joinPhrases(text.slice(0, MAX_LENGTH));
  const folded = foldText(trimmed);
  const orderNumbers = new Set<string>();
  if (options.orderNumber !== undefined) {
    orderNumbers.add(foldText(options.orderNumber).replace(/[^a-z0-9]/g, ''));
  }
  for (const [number] of folded.matchAll(ORDER_NUMBER)) {
    orderNumbers.add(number.replace(/-/g, ''));
  }
  for (const [, number] of folded.matchAll(ARTICLE_NUMBER)) {
    orderNumbers.add(number);
  }
  for (const [, number] of folded.matchAll(TYPE_NUMBER)) {
    orderNumbers.add(number.replace(/-/g, ''));
  }
  const qualifiers: string[] = [];
  const variants: string[] = [];
  const outside = trimmed
    .replace(/[(]([^()]*)[)]/g, (bracket, inner: string, offset: number) => {
      // `FX5U(C)-32M` is one word, not a word with a remark.
      if (/[^\s]/.test(trimmed[offset + bracket.length] ?? ' ')) return bracket;
      const content = foldText(inner);
      if (/^incl(?:uding|\.)? /.test(content)) {
        variants.push(...content.split(/[\s,;/]+/).slice(1));
      }
      if (!FAMILY.test(content) && !content.match(ORDER_NUMBER)) {
        qualifiers.push(...content.split(/[\s,;/]+/).filter(Boolean));
      }
      return ' ';
    })
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  const vendorWords = new Set(
    options.vendorKeys.flatMap(key => key.split(' ')),
  );
  const all: ProductWord[] = [];
  for (const raw of outside.split(/[\s,;:=()"'®™/|&+]+/).slice(0, MAX_WORDS)) {
    const word = wordOf(raw);
    if (word && !orderNumbers.has(word.compact)) all.push(word);
  }
  const own = all.filter(word => !vendorWords.has(word.text));
  const words = own.length > 0 ? own : all;
  return {
    text,
    folded: foldText(text),
    compact: words.map(word => word.compact).join(''),
    whole: folded
      .split(/[^a-z0-9]+/)
      .filter(word => !vendorWords.has(word))
      .join(''),
    words,
    orderNumbers: [...orderNumbers],
    qualifiers,
    variants,
    isFamily: FAMILY.test(folded.replace(HARDENED_TOO, '')),
  };
}
