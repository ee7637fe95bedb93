/** The logical values of CPE: anything, and "there is none". */
type LogicalValue = '*' | '-';

/**
 * The attributes of a CPE 2.3 name in the order of NISTIR 7695, unescaped, in lower case. A logical
 * value stays as it is; a hyphen or star that is meant as a character comes with `isText`.
 */
export interface CpeName {
  part: string;
  vendor: string;
  product: string;
  /** Undefined means any; `-` that there is none, or that nobody knows. */
  version: CpeValue;
  update: CpeValue;
  /** Of edition, software edition, target software, target hardware and other those that ask for something. */
  narrowing: string[];
}

/** One attribute: a logical value, or a text that may hold wildcards. */
type CpeValue =
  | { logical: LogicalValue }
  | { text: string; hasWildcard: boolean };

const ATTRIBUTES = 11;
const MAX_LENGTH = 1_000;
const NAMES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'sw_edition',
  'target_sw',
  'target_hw',
  'other',
];

function readValue(component: string): CpeValue | undefined {
  if (component === '*' || component === '-') return { logical: component };
  if (component === '') return undefined;
  // Wildcards may stand at either end only (NISTIR 7695, 5.3.2); all other signs are escaped.
  const bare = component.replace(/\\./g, 'x');
  const hasWildcard = /[*?]/.test(bare);
  if (/[^*?][*?]+[^*?]/.test(bare) || !/^[!-~]+$/.test(component)) {
    return undefined;
  }
  return {
    text: component.replace(/\\(.)/g, '$1').toLowerCase(),
    hasWildcard,
  };
}

function plain(value: CpeValue | undefined): string | undefined {
  return value && 'text' in value && !value.hasWildcard
    ? value.text
    : undefined;
}

/**
 * Reads a CPE 2.3 name as a formatted string (`cpe:2.3:o:siemens:s7-1500_firmware:2.8:*:*:*:*:*:*:*`).
 *
 * @returns undefined where the text is none: fewer or more than eleven attributes, an escape that ends
 * nowhere, a wildcard in the middle, no vendor or product
 */
export function readCpeName(text: string): CpeName | undefined {
  if (text.length > MAX_LENGTH || !/^cpe:2\.3:/i.test(text)) return undefined;
  const body = text.slice('cpe:2.3:'.length);
  const components = body.match(/(?:\\.|[^:\\])+/g) ?? [];
  if (
    components.length !== ATTRIBUTES ||
    components.join(':').length !== body.length
  ) {
    return undefined;
  }
  const values = components.map(readValue);
  const [part, vendor, product] = values.map(plain);
  const [version, update] = [values[3], values[4]];
  if (!part || !/^[aho]$/.test(part) || !vendor || !product) return undefined;
  if (!version || !update || values.includes(undefined)) return undefined;
  return {
    part,
    vendor: vendor.replaceAll('_', ' '),
    product: product.replaceAll('_', ' '),
    version,
    update,
    narrowing: values.flatMap((value, index) =>
      index > 4 && NAMES[index] !== 'language' && value && 'text' in value
        ? [`${NAMES[index]} ${value.text}`]
        : [],
    ),
  };
}
