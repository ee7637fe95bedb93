import { setImmediate } from 'node:timers/promises';
import { componentKeys } from '../identifiers/componentKeys';
import { fitsDistribution } from '../identifiers/fitsDistribution';
import { identifierKeys } from '../identifiers/identifierKeys';
import { nameKey } from '../identifiers/nameKey';
import { parseCpe } from '../identifiers/parseCpe';
import { parsePurl } from '../identifiers/parsePurl';
import { parseRange, type VersionRange } from '../versions/parseRange';
import { parseVersion } from '../versions/parseVersion';
import { compareInstalled, type InstalledComparison } from './compareInstalled';

/** An identifier leaves no doubt about the product; who wrote it may have erred. */
const IDENTIFIER_CONFIDENCE = 0.99;
/** Two makers may give their components the same name. */
const NAME_CONFIDENCE = 0.9;

/**
 * A component of software as a bill of materials has it.
 *
 * @public
 */
export interface MatchComponent {
  id: number;
  name: string;
  /** What the name is unique in. */
  group?: string;
  version?: string;
  cpe?: string;
  purl?: string;
}

/**
 * A row of an advisory that names its product by an identifier.
 *
 * @public
 */
export interface ComponentRow {
  id: number;
  range?: string;
  cpe?: string;
  purl?: string;
  /** Any component of this name is meant. */
  componentName?: string;
}

/**
 * Components, and rows that may name them.
 *
 * @public
 */
export interface ComponentMatchInput {
  components: MatchComponent[];
  rows: ComponentRow[];
}

/**
 * A row that names a component.
 *
 * @public
 */
export interface ComponentVerdict extends InstalledComparison {
  componentId: number;
  rowId: number;
  /** Certainty in [0, 1] that the row means this component. */
  productConfidence: number;
  productMatch: string;
}

/** Components and rows compared before others get their turn. */
const TURN = 500;

/** A product that is named with one version by its identifier alone means that version. */
function rangeOf(row: ComponentRow): string | undefined {
  const ofPurl =
    row.purl === undefined ? undefined : parsePurl(row.purl)?.version;
  const ofCpe = row.cpe === undefined ? undefined : parseCpe(row.cpe)?.version;
  return row.range ?? ofPurl ?? ofCpe;
}

function keysOf(row: ComponentRow): string[] {
  return [
    ...identifierKeys(row),
    ...(row.componentName === undefined ? [] : [nameKey(row.componentName)]),
  ];
}

function versionOf(component: MatchComponent): string | undefined {
  if (component.version !== undefined) return component.version;
  const { purl, cpe } = component;
  return (
    (purl === undefined ? undefined : parsePurl(purl)?.version) ??
    (cpe === undefined ? undefined : parseCpe(cpe)?.version)
  );
}

/**
 * Matches components with the rows that name them by package URL, CPE or name. A component is
 * matched once, however many devices have it; lets others run in between.
 *
 * @public
 */
export async function matchComponents(
  input: ComponentMatchInput,
): Promise<{ verdicts: ComponentVerdict[] }> {
  const rowsOf = new Map<
    string,
    { row: ComponentRow; text?: string; range?: VersionRange }[]
  >();
  for (const row of input.rows) {
    const text = rangeOf(row);
    const range = text === undefined ? undefined : parseRange(text);
    for (const key of keysOf(row)) {
      const known = rowsOf.get(key);
      if (known) known.push({ row, text, range });
      else rowsOf.set(key, [{ row, text, range }]);
    }
  }
  const verdicts: ComponentVerdict[] = [];
  let rowsMet = 0;
  for (const component of input.components) {
    const versionText = versionOf(component);
    const version =
      versionText === undefined ? undefined : parseVersion(versionText);
    const seen = new Set<number>();
    for (const key of componentKeys(component)) {
      for (const { row, text, range } of rowsOf.get(key) ?? []) {
        if (seen.has(row.id)) continue;
        seen.add(row.id);
        rowsMet++;
        if (rowsMet % TURN === 0) await setImmediate();
        const isName = key.startsWith('name:');
        const fits = fitsDistribution(component.purl, row.purl);
        if (fits === false) continue;
        const compared = compareInstalled({
          range,
          rangeText: text,
          version,
          versionText,
        });
        verdicts.push({
          ...compared,
          // Versions of another release of a distribution are counted otherwise.
          comparison: fits ? compared.comparison : 'incomparable',
          componentId: component.id,
          rowId: row.id,
          productConfidence: isName ? NAME_CONFIDENCE : IDENTIFIER_CONFIDENCE,
          productMatch: isName
            ? `component of the name ${row.componentName}`
            : `same identifier: ${key}`,
        });
      }
    }
  }
  return { verdicts };
}
