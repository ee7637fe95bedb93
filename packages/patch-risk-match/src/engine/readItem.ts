import { parseCpe } from '../identifiers/parseCpe';
import { parsePurl } from '../identifiers/parsePurl';
import type { InventoryItem } from './InventoryItem';

/** An item with what its identifiers add to its names; empty texts are left out. */
export type ReadItem = InventoryItem;

function textOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Fills what the names leave open from the CPE and the package URL. */
export function readItem(item: InventoryItem): ReadItem {
  const [cpe, purl] = [textOf(item.cpe), textOf(item.purl)];
  const ofCpe = cpe === undefined ? undefined : parseCpe(cpe);
  const ofPurl = purl === undefined ? undefined : parsePurl(purl);
  return {
    vendor: textOf(item.vendor) ?? ofCpe?.vendor,
    // The name of a package says little without its kind; it is looked up by the package URL alone.
    product: textOf(item.product) ?? ofCpe?.product,
    version: textOf(item.version) ?? ofCpe?.version ?? ofPurl?.version,
    hardware: textOf(item.hardware) ?? ofCpe?.targetHardware,
    cpe,
    purl,
  };
}
