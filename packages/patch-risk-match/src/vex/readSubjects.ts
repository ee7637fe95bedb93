import type { z } from 'zod';
import { parseCpe } from '../identifiers/parseCpe';
import { parsePurl } from '../identifiers/parsePurl';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { formatVers } from '../versions/formatVers';
import {
  type bomSchema,
  componentSchema,
  type VexComponent,
} from './cycloneDxSchema';
import type { VexSubject } from './VexSubject';

type Bom = z.output<typeof bomSchema>;

/** More components than this are no VEX but an attack on memory. */
const MAX_COMPONENTS = 200_000;
const MAX_DEPTH = 50;

function vendorOf(component: VexComponent): string | undefined {
  const { supplier, manufacturer, publisher, group, cpe } = component;
  return (
    supplier?.name ??
    manufacturer?.name ??
    publisher ??
    group ??
    (cpe === undefined ? undefined : parseCpe(cpe)?.vendor)
  );
}

/** A name that is a package URL or CPE says itself what it means, as most tools write it. */
function subjectOfName(ref: string): VexSubject | undefined {
  const purl = parsePurl(ref);
  if (purl) {
    const { name, version } = purl;
    return { vendor: '', product: name, version, purl: ref, path: [name] };
  }
  const cpe = parseCpe(ref);
  return (
    cpe && {
      vendor: cpe.vendor,
      product: cpe.product,
      version: cpe.version,
      cpe: ref,
      path: [cpe.vendor, cpe.product],
    }
  );
}

/**
 * The products and components of a bill of materials, by their reference. What a component of a
 * described product is said to be holds within that product.
 *
 * @returns `whole` is the described product; `find` looks up by reference or BOM-Link
 * (`urn:cdx:serial/version#ref`), and gives undefined where the document does not hold it
 */
export function readSubjects(options: {
  bom: Bom;
  record: string;
  problems: RecordProblem[];
}): { whole?: VexSubject; find: (ref: string) => VexSubject | undefined } {
  const { bom, record, problems } = options;
  const subjects = new Map<string, VexSubject>();
  let root: VexSubject | undefined;
  const rootVendor =
    bom.metadata?.supplier?.name ??
    bom.metadata?.manufacturer?.name ??
    bom.metadata?.manufacture?.name;
  const open: { raw: unknown; field: string; path: string[] }[] = [];
  const take = (raw: unknown, field: string, path: string[]) => {
    const parsed = componentSchema.safeParse(raw);
    if (!parsed.success) {
      problems.push(
        schemaProblem({
          record,
          input: raw,
          error: parsed.error,
          prefix: field,
        }),
      );
      return undefined;
    }
    const { name, version, cpe, purl, components } = parsed.data;
    const names = [...path, name];
    for (const [index, child] of (names.length < MAX_DEPTH
      ? components ?? []
      : []
    ).entries()) {
      open.push({
        raw: child,
        field: `${field}.components.${index}`,
        path: names,
      });
    }
    const subject: VexSubject = {
      vendor: vendorOf(parsed.data) ?? '',
      product: name,
      version,
      cpe,
      purl,
      path: names,
    };
    const ref = parsed.data['bom-ref'];
    if (ref !== undefined && !subjects.has(ref)) subjects.set(ref, subject);
    return subject;
  };
  if (bom.metadata?.component !== undefined) {
    root = take(bom.metadata.component, 'metadata.component', []);
    if (root && root.vendor === '') root.vendor = rootVendor ?? '';
  }
  for (const [index, raw] of (bom.components ?? []).entries()) {
    open.push({ raw, field: `components.${index}`, path: root?.path ?? [] });
  }
  let taken = 0;
  while (open.length > 0) {
    const next = open.pop();
    taken++;
    if (taken > MAX_COMPONENTS) {
      problems.push({
        record,
        field: 'components',
        reason: `There are more than ${MAX_COMPONENTS} components; the rest is not read`,
      });
      break;
    }
    if (next) take(next.raw, next.field, next.path);
  }
  if (root) {
    const { vendor, product, version } = root;
    const whole = root;
    const exact =
      version === undefined ? undefined : { version, inclusive: true };
    const range =
      exact &&
      formatVers({
        kind: 'generic',
        intervals: [{ lower: exact, upper: exact }],
        exact: [],
      });
    const within = {
      operator: 'AND' as const,
      terms: [
        {
          part: '*',
          vendor,
          product,
          ...(range === undefined ? {} : { range }),
        },
      ],
    };
    for (const subject of subjects.values()) {
      if (subject !== whole) subject.within = within;
    }
  }
  const find = (ref: string) => {
    const known = subjects.get(ref);
    if (known) return known;
    const link = /^urn:cdx:([0-9a-f-]{36})\/(\d+)(?:#(.+))?$/i.exec(ref);
    if (!link) return subjectOfName(ref);
    let fragment: string | undefined;
    try {
      fragment =
        link[3] === undefined ? undefined : decodeURIComponent(link[3]);
    } catch {
      return undefined;
    }
    const isOwn =
      bom.serialNumber?.toLowerCase() === `urn:uuid:${link[1].toLowerCase()}`;
    if (fragment === undefined) return isOwn ? root : undefined;
    return (
      (isOwn ? subjects.get(fragment) : undefined) ?? subjectOfName(fragment)
    );
  };
  return { whole: root, find };
}
