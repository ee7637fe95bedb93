import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { JiraProblem } from './JiraProblem';
import type { StandInChange, StandInIssue, StandInProject } from './model';

interface Version {
  visibleAt: number;
  issue: StandInIssue;
}

/**
 * The stand-in's issues. With a journal file every version of an issue is appended before the call is answered, so that a
 * restart, or a kill at any point, keeps all that was ever answered.
 */
export class IssueStore {
  readonly #projects: StandInProject[];
  readonly #journal: string | undefined;
  readonly #now: () => number;
  readonly #issues = new Map<string, StandInIssue>();
  /** What search sees: an issue as it was `lag` ago. */
  readonly #versions = new Map<string, Version[]>();
  readonly #idsByKey = new Map<string, string>();
  readonly #lastNumbers = new Map<string, number>();
  #lastId = 10000;

  static create(options: {
    projects: StandInProject[];
    journal?: string;
    now: () => number;
  }): IssueStore {
    const store = new IssueStore(options);
    store.#load();
    return store;
  }

  private constructor(options: {
    projects: StandInProject[];
    journal?: string;
    now: () => number;
  }) {
    this.#projects = options.projects;
    this.#journal = options.journal;
    this.#now = options.now;
  }

  get projects(): StandInProject[] {
    return this.#projects;
  }

  /** Now, as Jira writes it. */
  timestamp(): string {
    return new Date(this.#now()).toISOString().replace('Z', '+0000');
  }

  project(keyOrId: string): StandInProject | undefined {
    return this.#projects.find(
      project =>
        project.id === keyOrId ||
        project.key.toUpperCase() === keyOrId.toUpperCase(),
    );
  }

  projectOf(issue: StandInIssue): StandInProject {
    const project = this.project(issue.projectKey);
    if (!project) {
      throw JiraProblem.notFound();
    }
    return project;
  }

  all(): StandInIssue[] {
    return [...this.#issues.values()].map(issue => structuredClone(issue));
  }

  /** A copy of the issue, to be changed and given to {@link IssueStore.save}. */
  get(idOrKey: string): StandInIssue | undefined {
    const issue = this.#issues.get(
      this.#idsByKey.get(idOrKey.toUpperCase()) ?? idOrKey,
    );
    return issue && structuredClone(issue);
  }

  nextIdentity(projectKey: string): { id: string; key: string } {
    const number = (this.#lastNumbers.get(projectKey) ?? 0) + 1;
    return { id: String(this.#lastId + 1), key: `${projectKey}-${number}` };
  }

  /** Stores an issue; `lagMs` is how long search keeps showing what was there before. */
  save(issue: StandInIssue, lagMs: number): void {
    const stored = structuredClone(issue);
    if (isDeepStrictEqual(this.#issues.get(issue.id), stored)) {
      return;
    }
    if (this.#journal) {
      appendFileSync(this.#journal, `${JSON.stringify(stored)}\n`);
    }
    this.#put(stored, this.#now() + lagMs);
  }

  /** Issues as search sees them; those in `reconcile` as they really are. */
  searchable(reconcile: string[] = []): StandInIssue[] {
    const now = this.#now();
    const found: StandInIssue[] = [];
    for (const [id, versions] of this.#versions) {
      const visible = reconcile.includes(id)
        ? versions[versions.length - 1]
        : versions.findLast(version => version.visibleAt <= now);
      if (visible) {
        found.push(structuredClone(visible.issue));
      }
    }
    return found;
  }

  /** Adds a line to the issue's history. */
  recordChange(
    issue: StandInIssue,
    author: StandInChange['author'],
    items: StandInChange['items'],
  ): void {
    if (items.length === 0) {
      return;
    }
    issue.changes.push({
      id: `${issue.id}${String(issue.changes.length + 1).padStart(4, '0')}`,
      created: this.timestamp(),
      author,
      items,
    });
    issue.updated = this.timestamp();
  }

  #put(issue: StandInIssue, visibleAt: number): void {
    this.#issues.set(issue.id, issue);
    this.#idsByKey.set(issue.key, issue.id);
    this.#lastNumbers.set(
      issue.projectKey,
      Math.max(
        this.#lastNumbers.get(issue.projectKey) ?? 0,
        Number(issue.key.slice(issue.projectKey.length + 1)),
      ),
    );
    this.#lastId = Math.max(this.#lastId, Number(issue.id));
    const now = this.#now();
    const versions = this.#versions.get(issue.id) ?? [];
    // Only the newest visible version and those still to come matter.
    const firstNeeded = Math.max(
      0,
      versions.findLastIndex(version => version.visibleAt <= now),
    );
    this.#versions.set(issue.id, [
      ...versions.slice(firstNeeded),
      { visibleAt, issue },
    ]);
  }

  #load(): void {
    if (!this.#journal) {
      return;
    }
    mkdirSync(dirname(this.#journal), { recursive: true });
    if (!existsSync(this.#journal)) {
      return;
    }
    const text = readFileSync(this.#journal, 'utf8');
    const lines = text.split('\n');
    // Without a line break at its end the last line was cut by a kill, and its call was never answered.
    const torn = lines.pop();
    for (const [index, line] of lines.entries()) {
      try {
        this.#put(JSON.parse(line), 0);
      } catch (error) {
        throw new Error(
          `Line ${index + 1} of ${this.#journal} is not JSON (${
            (error as Error).message
          }). Repair the line, or move the file away to start with no tickets.`,
        );
      }
    }
    if (torn) {
      writeFileSync(this.#journal, lines.map(line => `${line}\n`).join(''));
    }
  }
}
