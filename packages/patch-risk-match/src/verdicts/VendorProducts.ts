import type { Applicability } from '../applicability/Applicability';
import { Platform } from '../applicability/Platform';
import type { ProductNaming } from '../records/ProductNaming';
import { ProductIndex } from '../names/ProductIndex';
import type { ProductMatch } from '../names/matchProduct';
import { readHardware, readHardwareField } from '../names/readHardware';
import { parseRange, type VersionRange } from '../versions/parseRange';
import { parseVersion, type Version } from '../versions/parseVersion';
import { applyCondition } from './applyCondition';
import { compareInstalled, type InstalledComparison } from './compareInstalled';
import type { MatchConfiguration } from './MatchConfiguration';

/** The part of an advisory's row that matching needs. */
interface ProductRow {
  id: number;
  product: string;
  range?: string;
  naming?: ProductNaming;
  applicability?: Applicability;
}

/** A row that means the product of a configuration, and how the two compare. */
export interface ProductVerdict<Row> extends InstalledComparison {
  row: Row;
  /** Certainty in [0, 1] that the row means this product. */
  productConfidence: number;
  productMatch: string;
}

/** `6ES7515-2AM01-0AB0` and the like: the hardware itself, not its revision. */
const ORDER_NUMBER = /^\w*\d\w*-\w+(?:-\w+)*$/;

/** Where only words of a CPE agree, and somebody else than the vendor chose them. */
const CPE_NAME = { least: 0.9, factor: 0.6 };
/** Where the hardware agrees, and which product runs on it is not known. */
const CPE_PLATFORM = { least: 0.9, factor: 0.5 };

/** Rows of the advisories of one vendor, found by the product that they name. */
export class VendorProducts<Row extends ProductRow> {
  readonly #index: ProductIndex;
  readonly #vendorKeys: readonly string[];
  readonly #positions = new Map<string, number>();
  readonly #hardware: (ReadonlySet<string> | undefined)[] = [];
  /** By position of the product, then by range: a version is compared once with each. */
  readonly #rows: Map<string | undefined, Row[]>[] = [];
  readonly #ranges = new Map<string, VersionRange | undefined>();

  private constructor(vendorKeys: readonly string[]) {
    this.#index = ProductIndex.create({ products: [], vendorKeys });
    this.#vendorKeys = vendorKeys;
  }

  /** @param vendorKeys - see `vendorKeys`; their words are no evidence in names */
  static create<Row extends ProductRow>(
    vendorKeys: readonly string[],
  ): VendorProducts<Row> {
    return new VendorProducts<Row>(vendorKeys);
  }

  /** Pairs of product and model that were compared, for benchmarks. */
  get pairsCompared(): number {
    return this.#index.pairsCompared;
  }

  add(row: Row) {
    const rows = this.#rows[this.#positionOf(row.product)];
    const ofRange = rows.get(row.range);
    if (ofRange) ofRange.push(row);
    else rows.set(row.range, [row]);
  }

  remove(row: Row) {
    const position = this.#positions.get(row.product);
    if (position === undefined) return;
    const rows = this.#rows[position];
    const left = rows.get(row.range)?.filter(({ id }) => id !== row.id) ?? [];
    if (left.length > 0) rows.set(row.range, left);
    else rows.delete(row.range);
  }

  /** Rows that mean the product of a configuration, in the order in which products were added. */
  find(configuration: MatchConfiguration): ProductVerdict<Row>[] {
    const { model, version: versionText } = configuration;
    const { bare, hardware: ownHardware } = readHardware(model);
    const field = configuration.hardware?.trim();
    const stated = readHardwareField(field) ?? ownHardware;
    const orderNumber = field && ORDER_NUMBER.test(field) ? field : undefined;
    const version =
      versionText === undefined ? undefined : parseVersion(versionText);
    const verdicts: ProductVerdict<Row>[] = [];
    const platform = Platform.create({
      vendorKeys: this.#vendorKeys,
      model,
      version: versionText,
      orderNumber,
    });
    for (const { position, match } of this.#findProducts({
      text: bare,
      orderNumber,
      version,
    })) {
      const meant = this.#hardware[position];
      const isHardwareUnknown = meant !== undefined && stated === undefined;
      const isOther =
        meant && stated && ![...stated].some(each => meant.has(each));
      if (isOther) continue;
      for (const [range, rows] of this.#rows[position]) {
        const compared = this.#compare({ range, match, version, versionText });
        for (const row of rows) {
          const named = trustName(row, match);
          const applied = applyCondition({
            comparison: isHardwareUnknown
              ? withoutHardware(compared)
              : compared,
            condition: row.applicability,
            platform,
          });
          if (!named || !applied) continue;
          verdicts.push({
            ...applied,
            row,
            productConfidence: named.confidence,
            productMatch: isHardwareUnknown
              ? `${named.reason}; of which series or revision is not known`
              : named.reason,
          });
        }
      }
    }
    return verdicts;
  }

  /** `Ignition 8` in version 8.1 is an `Ignition` too: the number only repeats the version. */
  #findProducts(options: {
    text: string;
    orderNumber: string | undefined;
    version: Version | undefined;
  }) {
    const { text, orderNumber, version } = options;
    const found = this.#index.find(text, orderNumber);
    const line = /^(.*\D) (\d{1,2})$/.exec(text);
    if (!line || version?.numbers[0].value !== Number(line[2])) return found;
    const positions = new Set(found.map(({ position }) => position));
    return [
      ...found,
      ...this.#index
        .find(line[1], orderNumber)
        .filter(({ position }) => !positions.has(position)),
    ];
  }

  #positionOf(product: string): number {
    const known = this.#positions.get(product);
    if (known !== undefined) return known;
    const { bare, hardware } = readHardware(product);
    const position = this.#rows.push(new Map()) - 1;
    this.#positions.set(product, position);
    this.#hardware[position] = hardware;
    this.#index.add(bare, position);
    return position;
  }

  #compare(options: {
    range: string | undefined;
    match: ProductMatch;
    version: Version | undefined;
    versionText: string | undefined;
  }): InstalledComparison {
    const { range, match, version, versionText } = options;
    return compareInstalled({
      range: range === undefined ? undefined : this.#rangeOf(range),
      rangeText: range,
      version,
      versionText,
      versionLine: match.versionLine,
    });
  }

  #rangeOf(text: string): VersionRange | undefined {
    if (!this.#ranges.has(text)) this.#ranges.set(text, parseRange(text));
    return this.#ranges.get(text);
  }
}

/** How much the name in a row is worth: a vendor's own, or one that others chose. */
function trustName(
  { naming }: ProductRow,
  { confidence, reason }: ProductMatch,
): { confidence: number; reason: string } | undefined {
  if (naming === undefined) return { confidence, reason };
  const isPlatform = naming === 'cpe-platform';
  const { least, factor } = isPlatform ? CPE_PLATFORM : CPE_NAME;
  if (confidence < least) return undefined;
  return {
    confidence: Math.round(confidence * factor * 1000) / 1000,
    reason: isPlatform
      ? `${reason}; only the hardware agrees, what runs on it is not known`
      : `${reason}; only the name of the CPE agrees`,
  };
}

/** A range that may hold only on hardware which the inventory does not tell says nothing for sure. */
function withoutHardware(compared: InstalledComparison): InstalledComparison {
  return compared.comparison === 'outside'
    ? compared
    : { ...compared, comparison: 'incomparable' };
}
