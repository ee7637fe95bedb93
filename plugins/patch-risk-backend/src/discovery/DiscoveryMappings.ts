import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DiscoveryImportKind,
  DiscoveryMapping,
  DiscoveryMappingPreview,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  generalCsvMapping,
  jsonFieldPaths,
  parseCsvMapping,
  parseJsonMapping,
  previewCsv,
  type Sighting,
  type SourceItem,
} from '@patch-risk/discovery';
import type { Clock } from '../clock/Clock';
import type { DiscoveryMappingStore } from '../database/discovery/DiscoveryMappingStore';
import { openReader } from './openReader';
import { toProblem } from './toProblem';

const SHOWN_ROWS = 10;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u;

const toPreviewed = (sighting: Sighting) => ({
  record: sighting.record,
  vendor: sighting.vendor?.value,
  model: sighting.model?.value,
  serial: sighting.serial?.value,
  firmwareVersion: sighting.firmwareVersion?.value,
  hardwareVersion: sighting.hardwareVersion?.value,
  site: sighting.site,
  macs: sighting.macs,
  ips: sighting.ips,
  hostnames: sighting.hostnames,
});

/** Saved mappings, and what they would read. */
export class DiscoveryMappings {
  readonly #clock: Clock;
  readonly #store: DiscoveryMappingStore;

  static create(options: { clock: Clock; store: DiscoveryMappingStore }) {
    return new DiscoveryMappings(options);
  }

  private constructor(options: { clock: Clock; store: DiscoveryMappingStore }) {
    this.#clock = options.clock;
    this.#store = options.store;
  }

  async list(): Promise<DiscoveryMapping[]> {
    return this.#store.list();
  }

  /** @throws NotFoundError */
  async get(name: string): Promise<DiscoveryMapping> {
    const mapping = await this.#store.get(name);
    if (!mapping) throw new NotFoundError(`There is no mapping '${name}'`);
    return mapping;
  }

  /** @throws InputError naming what of it cannot be used */
  async put(options: {
    name: string;
    kind: 'csv' | 'json';
    mapping: unknown;
    by: string;
  }): Promise<DiscoveryMapping> {
    const { name, kind, by } = options;
    if (!NAME.test(name)) {
      throw new InputError(
        `name: ${JSON.stringify(
          name.slice(0, 120),
        )} is no name of a mapping; use up to 100 letters, digits, blanks, dots, hyphens and underscores`,
      );
    }
    const given =
      typeof options.mapping === 'object' && options.mapping !== null
        ? { ...options.mapping, name }
        : options.mapping;
    // Refuses what cannot be read with.
    openReader(kind, given);
    const mapping =
      kind === 'csv'
        ? parseCsvMapping(given, { record: name }).mapping
        : parseJsonMapping(given, { record: name }).mapping;
    const saved = {
      name,
      kind,
      mapping: { ...mapping },
      updatedAt: this.#clock.now().toISOString(),
      updatedBy: by,
    };
    await this.#store.put(saved);
    return saved;
  }

  /** @throws NotFoundError */
  async remove(name: string): Promise<void> {
    if (!(await this.#store.remove(name))) {
      throw new NotFoundError(`There is no mapping '${name}'`);
    }
  }

  /**
   * The saved mapping that an import names.
   *
   * @throws InputError where the kind has none, or it is of the other kind; NotFoundError
   */
  async contentOf(
    kind: DiscoveryImportKind,
    name: string | undefined,
  ): Promise<unknown> {
    if (name === undefined) {
      if (kind !== 'json') return undefined;
      throw new InputError(
        'mapping: a JSON document needs the name of a saved mapping',
      );
    }
    if (kind !== 'csv' && kind !== 'json') {
      throw new InputError(
        `mapping: files of the kind ${kind} are read without one; leave it out`,
      );
    }
    const saved = await this.get(name);
    if (saved.kind !== kind) {
      throw new InputError(
        `mapping: '${name}' is for ${saved.kind}, and the file is ${kind}; choose another`,
      );
    }
    return saved.mapping;
  }

  /** What a mapping reads of the beginning of a file. @throws InputError, NotFoundError */
  async preview(options: {
    head: Buffer;
    kind: 'csv' | 'json';
    name?: string;
    draft?: unknown;
    file: string;
    site?: string;
  }): Promise<DiscoveryMappingPreview> {
    const { kind, head, file, site } = options;
    const saved =
      options.name === undefined
        ? undefined
        : await this.contentOf(kind, options.name);
    const content = options.draft ?? saved;
    async function* input() {
      yield head;
    }
    if (kind === 'csv') {
      if (content !== undefined) openReader(kind, content);
      const mapping =
        parseCsvMapping(content, { record: 'mapping' }).mapping ??
        generalCsvMapping;
      const shown = await previewCsv(input(), { file, mapping, site });
      const general =
        mapping === generalCsvMapping
          ? shown
          : await previewCsv(input(), { file, mapping: generalCsvMapping });
      return {
        encoding: shown.encoding,
        delimiter: shown.delimiter,
        columns: shown.columns,
        rows: shown.rows.map(({ line, cells }) => ({
          record: `${file}:${line}`,
          cells,
        })),
        devices: shown.sightings.map(toPreviewed),
        problems: shown.problems.map(toProblem),
        suggestion: suggest(general.columns),
      };
    }
    const paths = jsonFieldPaths(head.toString('utf8'));
    const items: SourceItem[] = [];
    if (content !== undefined) {
      for await (const item of openReader(kind, content)(input(), {
        file,
        site,
      })) {
        items.push(item);
        if (items.length >= SHOWN_ROWS) break;
      }
    }
    return {
      columns: paths.fields.map(({ path }) => ({ name: path })),
      rows: [
        {
          record: `${file}:${paths.records ?? ''}[0]`,
          cells: paths.fields.map(({ example }) => example),
        },
      ],
      devices: items.flatMap(item =>
        item.kind === 'sighting' ? [toPreviewed(item.sighting)] : [],
      ),
      problems: items.flatMap(item =>
        item.kind === 'problem' ? [toProblem(item.problem)] : [],
      ),
      suggestion:
        paths.records === undefined
          ? { fields: {} }
          : { records: paths.records, fields: {} },
    };
  }
}

function suggest(columns: readonly { name: string; readAs?: string }[]) {
  const found: Record<string, string[]> = {};
  for (const { name, readAs } of columns) {
    if (readAs === undefined) continue;
    found[readAs] = [...(found[readAs] ?? []), name];
  }
  return { columns: found };
}
