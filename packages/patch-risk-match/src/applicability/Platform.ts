import { parseCpe } from '../identifiers/parseCpe';
import { bareProduct } from '../names/bareProduct';
import { matchProduct } from '../names/matchProduct';
import { readHardware } from '../names/readHardware';
import { readProductName, type ProductName } from '../names/readProductName';
import { vendorKeys } from '../names/vendorKeys';
import { compareInstalled } from '../verdicts/compareInstalled';
import { parseRange } from '../versions/parseRange';
import { parseVersion } from '../versions/parseVersion';
import type { ApplicabilityAtom } from './Applicability';
import type { Truth } from './evaluateApplicability';

/** Less than this is a family or a like name: no proof that the device is that product. */
const SURE = 0.9;

/** What a device is, for conditions on it. */
export class Platform {
  readonly #keys: ReadonlySet<string>;
  readonly #options: Parameters<typeof Platform.create>[0];
  readonly #known = new Map<string, Truth>();
  /** Read when it is first asked for: most rows put no condition. */
  #read: { name?: ProductName; cpe?: string } | undefined;

  private constructor(options: Parameters<typeof Platform.create>[0]) {
    this.#options = options;
    this.#keys = new Set(options.vendorKeys);
  }

  static create(options: {
    vendorKeys: Iterable<string>;
    model?: string;
    version?: string;
    orderNumber?: string;
    cpe?: string;
  }): Platform {
    return new Platform(options);
  }

  /**
   * Whether the device is, or runs, a product. A device is one piece of hardware, so other hardware
   * is false; which other software runs on it nobody knows, so that is undefined.
   */
  truthOf(atom: ApplicabilityAtom): Truth {
    const key = JSON.stringify(atom);
    if (!this.#known.has(key)) this.#known.set(key, this.#tell(atom));
    return this.#known.get(key);
  }

  #tell(atom: ApplicabilityAtom): Truth {
    const isNamed = this.#isNamed(atom);
    if (isNamed !== true) {
      const isDevice = atom.part === 'h' || atom.part === '*';
      return isDevice ? isNamed : undefined;
    }
    if (atom.narrowing !== undefined) return undefined;
    if (atom.range === undefined) return true;
    // The version of a device is that of its firmware; revisions of hardware are counted otherwise.
    if (atom.part === 'h') return undefined;
    const { version } = this.#options;
    const { comparison } = compareInstalled({
      range: parseRange(atom.range),
      rangeText: atom.range,
      version: version === undefined ? undefined : parseVersion(version),
      versionText: version,
    });
    if (comparison === 'inside' || comparison === 'all-versions') return true;
    return comparison === 'outside' ? false : undefined;
  }

  #isNamed({ part, vendor, product }: ApplicabilityAtom): Truth {
    this.#read ??= this.#readNames();
    const { name, cpe } = this.#read;
    if (cpe === `${part}:${vendor}:${product}`) return true;
    if (!name || this.#keys.size === 0) return undefined;
    const keys = vendorKeys(vendor).filter(key => this.#keys.has(key));
    if (keys.length === 0) return false;
    const match = matchProduct(
      readProductName(product, { vendorKeys: keys }),
      name,
    );
    return match !== undefined && match.confidence >= SURE;
  }

  #readNames() {
    const { model, orderNumber } = this.#options;
    const cpe =
      this.#options.cpe === undefined ? undefined : parseCpe(this.#options.cpe);
    return {
      name:
        model === undefined
          ? undefined
          : readProductName(readHardware(model).bare, {
              vendorKeys: [...this.#keys],
              orderNumber,
            }),
      cpe: cpe && `${cpe.part}:${cpe.vendor}:${bareProduct(cpe.product)}`,
    };
  }
}
