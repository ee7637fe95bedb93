import {
  mergeVerdicts,
  type MatchComponent,
  type MergedVerdict,
  type RowVerdict,
} from '@patch-risk/match';
import type {
  ComponentMatchStore,
  ComponentSourceRow,
} from '../database/ComponentMatchStore';
import type { MatchWorkers } from './MatchWorkers';

/** What the advisories say of one vulnerability in one component. */
export interface ComponentFinding {
  component: MatchComponent;
  verdict: MergedVerdict;
  /** The rows that the verdict rests on, by id. */
  rows: ReadonlyMap<number, ComponentSourceRow>;
}

/** Components that go to a worker at once. */
const COMPONENT_PAGE = 100;

/**
 * Matches the components of component sets with advisories: each different component once, whatever
 * the number of sets and devices that have it. Made for one run; it remembers what it matched.
 */
export class ComponentMatcher {
  readonly #store: ComponentMatchStore;
  readonly #workers: MatchWorkers;
  readonly #findings = new Map<number, ComponentFinding[]>();
  readonly #ofSet = new Map<number, ComponentFinding[]>();
  #named: Set<number> | undefined;

  private constructor(store: ComponentMatchStore, workers: MatchWorkers) {
    this.#store = store;
    this.#workers = workers;
  }

  static create(options: {
    store: ComponentMatchStore;
    workers: MatchWorkers;
  }): ComponentMatcher {
    return new ComponentMatcher(options.store, options.workers);
  }

  /** What the advisories say of the components of a set, by component and vulnerability. */
  async match(
    setId: number,
    options: { signal?: AbortSignal },
  ): Promise<readonly ComponentFinding[]> {
    const known = this.#ofSet.get(setId);
    if (known) return known;
    this.#named ??= await this.#store.named();
    const named = this.#named;
    const members =
      named.size === 0
        ? []
        : (await this.#store.members(setId)).filter(id => named.has(id));
    const unknown = members.filter(id => !this.#findings.has(id));
    for (let start = 0; start < unknown.length; start += COMPONENT_PAGE) {
      options.signal?.throwIfAborted();
      await this.#matchPage(
        unknown.slice(start, start + COMPONENT_PAGE),
        options,
      );
    }
    const findings = members.flatMap(id => this.#findings.get(id) ?? []);
    this.#ofSet.set(setId, findings);
    return findings;
  }

  async #matchPage(ids: number[], options: { signal?: AbortSignal }) {
    const { components, keys } = await this.#store.components(ids);
    const rows = await this.#store.rows(keys);
    const byId = new Map(rows.map(row => [row.id, row]));
    const { verdicts } = await this.#workers.run(
      'match-components',
      {
        components,
        rows: rows.map(({ id, range, cpe, purl, componentName }) => ({
          id,
          range,
          cpe,
          purl,
          componentName,
        })),
      },
      options,
    );
    const ofComponent = new Map<number, RowVerdict[]>();
    for (const { componentId, ...verdict } of verdicts) {
      const row = byId.get(verdict.rowId);
      if (!row) continue;
      const { advisoryId, cve, status, source } = row;
      const full = { ...verdict, advisoryId, cve, status, source };
      const known = ofComponent.get(componentId);
      if (known) known.push(full);
      else ofComponent.set(componentId, [full]);
    }
    for (const component of components) {
      const merged = mergeVerdicts(ofComponent.get(component.id) ?? []);
      this.#findings.set(
        component.id,
        [...merged.values()].map(verdict => ({
          component,
          verdict,
          rows: new Map(
            [...verdict.grounds, ...verdict.others].flatMap(({ rowId }) => {
              const row = byId.get(rowId);
              return row ? [[rowId, row] as const] : [];
            }),
          ),
        })),
      );
    }
  }
}
