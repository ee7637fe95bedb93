/**
 * A platform name of CPE 2.3 (NISTIR 7695) or its older form as a URI; `*` is left out.
 *
 * @public
 */
export interface Cpe {
  /** a application, h hardware, o operating system. */
  part: string;
  vendor: string;
  product: string;
  version?: string;
  update?: string;
  targetHardware?: string;
}

/** Splits at colons that no backslash escapes. */
function componentsOf(text: string): string[] {
  return text.match(/(?:\\.|[^:\\])+/g) ?? [];
}

function valueOf(component: string | undefined): string | undefined {
  if (component === undefined || component === '*' || component === '-') {
    return undefined;
  }
  const value = component
    .replace(/\\(.)/g, '$1')
    .replaceAll('_', ' ')
    .toLowerCase();
  return value === '' ? undefined : value;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/%0[12]/g, '*'));
  } catch {
    return undefined;
  }
}

/**
 * Reads a CPE, formatted (`cpe:2.3:o:siemens:s7-1500_firmware:2.8:*:…`) or as a URI
 * (`cpe:/o:siemens:s7-1500_firmware:2.8`).
 *
 * @returns undefined where the text is none, or names no vendor and product
 *
 * @public
 */
export function parseCpe(text: string): Cpe | undefined {
  const match = /^cpe:(2\.3:|\/)([aho]):(.+)$/i.exec(text.trim());
  if (!match || text.length > 500) return undefined;
  const isUri = match[1] === '/';
  // In a URI an empty component is any; it would be lost by the pattern for escaped colons.
  const components = isUri
    ? match[3].split(':').map(part => (part === '' ? '*' : decode(part)))
    : componentsOf(match[3]);
  const [vendor, product, version, update] = components.map(valueOf);
  if (vendor === undefined || product === undefined) return undefined;
  return {
    part: match[2].toLowerCase(),
    vendor,
    product,
    version,
    update,
    targetHardware: isUri ? undefined : valueOf(components[7]),
  };
}
