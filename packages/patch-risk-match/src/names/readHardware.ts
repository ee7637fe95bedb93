/** A name with what it says of the hardware taken out. */
export interface HardwareName {
  bare: string;
  /** Series letters and revision numbers, lower case; undefined where the name states none. */
  hardware?: ReadonlySet<string>;
}

/** `Series A and B`, `Series C`; not the `series` of a family, nor a letter that a model number goes on with. */
const SERIES =
  /[\s,(]+series:? ([a-z](?:(?:\s*,\s*|\s*\/\s*|\s+(?:and|or)\s+)[a-z])*)(?![\w-])\)?/i;
const REVISION =
  /[\s,(]*\b(?:hardware|hw)(?:[ -]?(?:version|versions|revision|rev))?[.:]? ?v?(\d+(?:\.\d+)*)(?![\w-])\)?/i;

/** The same number however many zeros end it. */
function revisionOf(text: string): string {
  return text.replace(/(?:\.0+)+$/, '');
}

/**
 * Takes what a name says of the hardware out of it: `1756-EN2T Series A and B` is `1756-EN2T` with
 * the series a and b. Inventories keep the hardware in a field of its own.
 */
export function readHardware(name: string): HardwareName {
  const hardware = new Set<string>();
  let bare = name;
  const series = SERIES.exec(bare);
  if (series) {
    for (const letter of series[1].toLowerCase().match(/\b[a-z]\b/g) ?? []) {
      hardware.add(letter);
    }
    bare = bare.replace(series[0], ' ');
  }
  const revision = REVISION.exec(bare);
  if (revision) {
    hardware.add(revisionOf(revision[1]));
    bare = bare.replace(revision[0], ' ');
  }
  const text = bare.replace(/\s+/g, ' ').trim();
  // A name that is nothing but its hardware stays a name.
  return hardware.size === 0 || text === ''
    ? { bare: name }
    : { bare: text, hardware };
}

/**
 * The hardware that a field of an inventory states: `Series B`, `B`, `HW 2.0`, `V2`.
 *
 * @returns undefined where the field states no series and no revision
 */
export function readHardwareField(
  field: string | undefined,
): ReadonlySet<string> | undefined {
  const text = field?.trim() ?? '';
  const plain =
    /^(?:(?:hw|hardware|rev|revision|ver|version|series)\b[.:]? ?)*v?([a-z]|\d+(?:\.\d+)*)$/i.exec(
      text,
    );
  if (plain) return new Set([revisionOf(plain[1].toLowerCase())]);
  return readHardware(` ${text}`).hardware;
}
