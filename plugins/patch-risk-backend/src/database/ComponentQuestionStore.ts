import { InputError } from '@backstage/errors';
import { checkVersionText, foldText, identifierKeys } from '@patch-risk/match';
import type { Knex } from 'knex';
import type {
  ComponentAnswer,
  ComponentGroup,
  NameMatch,
} from '../components/ComponentAnswer';
import type { ComponentQuestion } from '../components/ComponentQuestion';
import { decodeGroupId, encodeGroupId } from '../components/groupId';
import { shownName } from '../components/shownName';
import { wordsOf } from '../components/wordsOf';
import { applyDeviceFilter, type DeviceFilter } from './DeviceFilter';
import { DeviceCombinations } from './DeviceCombinations';
import { whereInValues } from './whereInValues';

interface ComponentRow {
  id: number;
  name_id: number;
  name: string;
  component_group: string | null;
  version: string | null;
  purl: string | null;
  supplier: string | null;
  licences: string;
}

interface Group {
  nameId: number;
  match: NameMatch;
  rows: ComponentRow[];
}

// So much is counted for one question; what is beyond is told as cut.
const MAX_NAMES = 2_000;
const MAX_COMPONENTS = 5_000;
const MAX_HOLDERS = 300_000;

const COMPONENT_CHUNK = 250;
const MAX_LISTED = 20;
const MATCHES: readonly NameMatch[] = ['exact', 'word', 'prefix'];
const LAST_CHARACTER = '\u{10ffff}';

/**
 * Answers where components are. Names are found by their words through an index; the sets that hold
 * a component and the devices that have a set are counted apart, so that neither the rows of all
 * sets nor those of all devices are walked for each component.
 */
export class ComponentQuestionStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ComponentQuestionStore {
    return new ComponentQuestionStore(options.database);
  }

  /**
   * Components by name and version with the number of devices that have them.
   *
   * @param options - `visible` are the devices that count; `sort` by devices, or first by how well the
   *   name fits
   * @throws InputError when the question or the cursor cannot be read
   */
  async ask(
    question: ComponentQuestion,
    options: {
      visible: DeviceFilter | undefined;
      sort?: 'match' | 'devices';
      limit: number;
      cursor?: string;
    },
  ): Promise<ComponentAnswer> {
    const offset = readOffset(options.cursor);
    const found = await this.#find(question);
    const groups = [...found.groups.entries()];
    const combinations = await this.#combinations(options.visible);
    const ids = groups.flatMap(([, { rows }]) => rows.map(({ id }) => id));
    const holders = await this.#holders(ids);
    const everywhere = new Set<number>();
    const counted: ComponentGroup[] = [];
    for (const [id, { match, rows }] of groups) {
      const met = new Set<number>();
      for (const row of rows) {
        for (const setId of holders.sets.get(row.id) ?? []) {
          for (const combination of combinations.withSet(setId)) {
            met.add(combination);
            everywhere.add(combination);
          }
        }
      }
      counted.push({
        id,
        ...describe(rows),
        match,
        deviceCount: combinations.count(met),
      });
    }
    // What is on no device that the asker may see is nothing that the asker may know of.
    const items = counted
      .filter(({ deviceCount }) => deviceCount > 0)
      .sort(
        (left, right) =>
          (options.sort === 'devices'
            ? 0
            : MATCHES.indexOf(left.match) - MATCHES.indexOf(right.match)) ||
          right.deviceCount - left.deviceCount ||
          compare(left.name, right.name) ||
          compare(left.version ?? '', right.version ?? ''),
      );
    const end = offset + options.limit;
    return {
      items: items.slice(offset, end),
      nextCursor: end < items.length ? String(end) : undefined,
      totalItems: items.length,
      deviceCount: combinations.count(everywhere),
      isCut: found.isCut || holders.isCut,
    };
  }

  /**
   * A page of the devices that have any component of a group, by ref.
   *
   * @param options - `cursor` is the last ref of the page before; `purl` and `hash` as in the question
   * @throws InputError when the id is none of ours
   */
  async devices(
    groupId: string,
    options: {
      visible: DeviceFilter | undefined;
      purl?: string;
      hash?: string;
      limit: number;
      cursor?: string;
    },
  ): Promise<{ refs: string[]; nextCursor?: string; totalItems: number }> {
    const { nameId, version } = decodeGroupId(groupId);
    const query = this.#database('components')
      .where({ name_id: nameId })
      .select('components.id');
    if (version === undefined) query.whereNull('version');
    else query.where({ version });
    narrow(query, options);
    const components: { id: number }[] = await query;
    const combinations = await this.#combinations(options.visible);
    const { sets } = await this.#holders(components.map(({ id }) => id));
    const met = new Set<number>();
    for (const setIds of sets.values()) {
      for (const setId of setIds) {
        for (const each of combinations.withSet(setId)) met.add(each);
      }
    }
    const devices = this.#database('devices')
      .select('devices.entity_ref')
      .whereNull('devices.gone_at')
      .orderBy('devices.entity_ref')
      .limit(options.limit + 1);
    whereInValues(
      devices,
      'devices.component_set_ids',
      combinations.texts(met),
    );
    if (options.visible) applyDeviceFilter(devices, options.visible);
    if (options.cursor !== undefined) {
      devices.where('devices.entity_ref', '>', options.cursor);
    }
    const rows: { entity_ref: string }[] = await devices;
    const refs = rows.slice(0, options.limit).map(row => row.entity_ref);
    return {
      refs,
      totalItems: combinations.count(met),
      nextCursor: rows.length > options.limit ? refs.at(-1) : undefined,
    };
  }

  async #find(
    question: ComponentQuestion,
  ): Promise<{ groups: Map<string, Group>; isCut: boolean }> {
    const { query: text, purl, hash, version } = question;
    const fits = version === undefined ? undefined : versionCheck(version);
    const query = this.#database<ComponentRow>('components').select(
      'components.id',
      'name_id',
      'name',
      'component_group',
      'version',
      'purl',
      'supplier',
      'licences',
    );
    narrow(query, question);
    let isCut = false;
    let ranks: Map<number, NameMatch> | undefined;
    if (text !== undefined) {
      const names = await this.#names(text);
      ({ ranks, isCut } = names);
      query.whereIn('name_id', [...ranks.keys()]);
    } else if (purl === undefined && hash === undefined) {
      throw new InputError(
        'query: is missing; give query with a name, purl or hash',
      );
    }
    const rows: ComponentRow[] = await query.limit(MAX_COMPONENTS + 1);
    const groups = new Map<string, Group>();
    for (const row of rows.slice(0, MAX_COMPONENTS)) {
      if (fits && !(row.version !== null && fits(row.version))) continue;
      const id = encodeGroupId(row.name_id, row.version ?? undefined);
      const match = ranks?.get(row.name_id) ?? 'exact';
      const group = groups.get(id) ?? { nameId: row.name_id, match, rows: [] };
      group.rows.push(row);
      groups.set(id, group);
    }
    // The best names are counted first, where not all can be.
    const ordered = [...groups].sort(
      ([, left], [, right]) =>
        MATCHES.indexOf(left.match) - MATCHES.indexOf(right.match),
    );
    return {
      groups: new Map(ordered),
      isCut: isCut || rows.length > MAX_COMPONENTS,
    };
  }

  /** Names by how well they fit: the whole name, names with all words, names with words that begin so. */
  async #names(
    text: string,
  ): Promise<{ ranks: Map<number, NameMatch>; isCut: boolean }> {
    const words = wordsOf(text);
    const [last] = words.slice(-1);
    if (last === undefined) {
      throw new InputError(
        `query: "${text}" holds neither letter nor digit; write a name or the beginning of one`,
      );
    }
    const ranks = new Map<number, NameMatch>();
    const exact: { id: number }[] = await this.#database('component_names')
      .where({ name: foldText(text) })
      .select('id');
    for (const { id } of exact) ranks.set(id, 'exact');
    const whole = await this.#withWords(words, query =>
      query.where({ word: last }),
    );
    const begun = await this.#withWords(words, query =>
      query
        .where('word', '>=', last)
        .where('word', '<', `${last}${LAST_CHARACTER}`),
    );
    const add = (ids: readonly number[], match: NameMatch) => {
      for (const id of ids) {
        if (ranks.size < MAX_NAMES && !ranks.has(id)) ranks.set(id, match);
      }
    };
    add(whole, 'word');
    add(begun, 'prefix');
    return {
      ranks,
      isCut: whole.length > MAX_NAMES || begun.length > MAX_NAMES,
    };
  }

  async #withWords(
    words: readonly string[],
    last: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<number[]> {
    const query = last(this.#database('component_words'))
      .distinct('name_id')
      .limit(MAX_NAMES + 1);
    for (const word of words.slice(0, -1)) {
      query.whereIn('name_id', others =>
        others.select('name_id').from('component_words').where({ word }),
      );
    }
    const rows: { name_id: number }[] = await query;
    return rows.map(row => row.name_id);
  }

  /** The sets that hold each of the components. */
  async #holders(
    componentIds: readonly number[],
  ): Promise<{ sets: Map<number, number[]>; isCut: boolean }> {
    const isPostgres = this.#database.client.config.client === 'pg';
    const list = this.#database.raw(
      isPostgres ? "string_agg(set_id::text, ',')" : 'group_concat(set_id)',
    );
    const sets = new Map<number, number[]>();
    let count = 0;
    for (let at = 0; at < componentIds.length; at += COMPONENT_CHUNK) {
      if (count > MAX_HOLDERS) return { sets, isCut: true };
      const rows: { component_id: number; sets: string }[] =
        await this.#database('component_set_members')
          .whereIn('component_id', componentIds.slice(at, at + COMPONENT_CHUNK))
          .groupBy('component_id')
          .select({ component_id: 'component_id', sets: list });
      for (const row of rows) {
        const ids = row.sets.split(',').map(Number);
        count += ids.length;
        sets.set(row.component_id, ids);
      }
    }
    return { sets, isCut: false };
  }

  async #combinations(
    visible: DeviceFilter | undefined,
  ): Promise<DeviceCombinations> {
    const query = this.#database('devices')
      .whereNotNull('devices.component_set_ids')
      .whereNull('devices.gone_at')
      .groupBy('devices.component_set_ids')
      .select({
        text: 'devices.component_set_ids',
        count: this.#database.raw('count(*)'),
      });
    if (visible) applyDeviceFilter(query, visible);
    return DeviceCombinations.create(await query);
  }
}

/** Narrows a query over `components` by package URL and hash. */
function narrow(
  query: Knex.QueryBuilder,
  { purl, hash }: Pick<ComponentQuestion, 'purl' | 'hash'>,
): void {
  if (hash !== undefined) {
    query.whereIn('components.id', held =>
      held
        .select('component_id')
        .from('component_hashes')
        .where({ hash: hash.trim().toLowerCase() }),
    );
  }
  if (purl !== undefined) {
    const [key] = identifierKeys({ purl });
    if (key === undefined) {
      throw new InputError(
        `purl: "${purl}" is no package URL; write one such as pkg:generic/libssh@0.9.6`,
      );
    }
    query.whereIn('components.id', named =>
      named.select('component_id').from('component_keys').where({ key }),
    );
    const version = /@([^?#/]+)(?:[?#]|$)/.exec(purl)?.[1];
    if (version !== undefined) {
      query.where('components.version', decode(version));
    }
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function versionCheck(version: string): (text: string) => boolean {
  const wanted = version.trim().toLowerCase();
  const check = checkVersionText(version);
  if (!check && /[<>=|]/.test(version)) {
    throw new InputError(
      `version: "${version}" is no range that can be read; write a version, or a range such as < 1.1.1 or >= 3.0, < 3.0.7`,
    );
  }
  return text =>
    text.toLowerCase() === wanted ||
    ['inside', 'all-versions'].includes(check?.(text) ?? 'incomparable');
}

function describe(rows: readonly ComponentRow[]) {
  const distinct = (texts: readonly (string | null)[]) =>
    [...new Set(texts.flatMap(text => text ?? []))].slice(0, MAX_LISTED);
  const [{ name, component_group: group, version }] = rows;
  return {
    name: shownName({ name, group: group ?? undefined }),
    version: version ?? undefined,
    purls: distinct(rows.map(({ purl }) => purl)),
    suppliers: distinct(rows.map(({ supplier }) => supplier)),
    licences: distinct(
      rows.flatMap(({ licences }): string[] => JSON.parse(licences)),
    ),
    componentCount: rows.length,
  };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) {
    throw new InputError(
      `cursor: "${cursor}" is not a cursor of this list; use nextCursor of the page before, or leave it out`,
    );
  }
  return Number(cursor);
}
