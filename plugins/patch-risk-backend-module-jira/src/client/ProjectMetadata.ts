import { RejectedError } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Client } from 'jira.js/core';
import type { JiraConfig } from '../config/JiraConfig';
import type { JiraPriority } from '../fields/choosePriority';
import { isRecord } from './isRecord';
import { loadJira } from './loadJira';
import { toSinkError } from './toSinkError';

/** What the project's create screen takes for our issue type. */
export interface ProjectScreen {
  issueTypeId: string;
  fieldIds: Set<string>;
  /** Required fields that have no default; `id` as Jira calls it, `name` as people do. */
  required: { id: string; name: string }[];
  priorities: JiraPriority[];
  components: JiraPriority[];
}

/** Screens change rarely; a change is noticed within this time, or at once after a refused create. */
const MAX_AGE_MS = 600_000;
const PAGE_SIZE = 200;
const MOST_PAGES = 20;

function readNamed(value: unknown): JiraPriority[] {
  const named: JiraPriority[] = [];
  for (const one of Array.isArray(value) ? value : []) {
    if (
      isRecord(one) &&
      typeof one.id === 'string' &&
      typeof one.name === 'string'
    ) {
      named.push({ id: one.id, name: one.name });
    }
  }
  return named;
}

/** What a project takes, read from Jira's create metadata and kept for a while. */
export class ProjectMetadata {
  readonly #config: JiraConfig;
  #loaded: { at: number; screen: ProjectScreen } | undefined;

  static create(config: JiraConfig): ProjectMetadata {
    return new ProjectMetadata(config);
  }

  private constructor(config: JiraConfig) {
    this.#config = config;
  }

  forget(): void {
    this.#loaded = undefined;
  }

  /** @throws RejectedError when project or issue type is not there, or labels cannot be set. */
  async get(client: Client): Promise<ProjectScreen> {
    if (!this.#loaded || performance.now() - this.#loaded.at > MAX_AGE_MS) {
      const screen = await this.#load(client);
      this.#loaded = { at: performance.now(), screen };
    }
    return this.#loaded.screen;
  }

  async #load(client: Client): Promise<ProjectScreen> {
    const { projectKey } = this.#config;
    try {
      const issueTypeId = await this.#findIssueType(client);
      return await this.#readScreen(client, issueTypeId);
    } catch (error) {
      throw toSinkError(error, {
        action: `tell what project ${projectKey} takes`,
        repeatable: true,
      });
    }
  }

  async #findIssueType(client: Client): Promise<string> {
    const jira = await loadJira();
    const { projectKey, issueType } = this.#config;
    const types = await this.#readPages(startAt =>
      jira.getCreateIssueMetaIssueTypes(client, {
        projectIdOrKey: projectKey,
        startAt,
        maxResults: PAGE_SIZE,
      }),
    );
    const named = readNamed(types);
    const found =
      named.find(type => type.name === issueType) ??
      named.find(type => type.name.toLowerCase() === issueType.toLowerCase());
    if (!found) {
      throw new RejectedError(
        `Project ${projectKey} has no issue type '${issueType}' that the account may create; it has ${
          named.map(type => `'${type.name}'`).join(', ') || 'none'
        }. Set patchRisk.jira.issueType to one of them.`,
      );
    }
    return found.id;
  }

  async #readScreen(
    client: Client,
    issueTypeId: string,
  ): Promise<ProjectScreen> {
    const jira = await loadJira();
    const { projectKey, issueType } = this.#config;
    const listed = await this.#readPages(startAt =>
      jira.getCreateIssueMetaIssueTypeId(client, {
        projectIdOrKey: projectKey,
        issueTypeId,
        startAt,
        maxResults: PAGE_SIZE,
      }),
    );
    const fields = new Map<string, Record<string, unknown>>();
    for (const field of listed) {
      if (isRecord(field) && typeof field.fieldId === 'string') {
        fields.set(field.fieldId, field);
      }
    }
    if (!fields.has('labels')) {
      throw new RejectedError(
        `The create screen of '${issueType}' in project ${projectKey} lacks the field Labels, by which a ticket is found again. Add it to the screen.`,
      );
    }
    const required = [...fields]
      .filter(([, field]) => field.required === true)
      .filter(([, field]) => field.hasDefaultValue !== true)
      .map(([id, field]) => ({ id, name: String(field.name ?? id) }));
    return {
      issueTypeId,
      fieldIds: new Set(fields.keys()),
      required,
      priorities: readNamed(fields.get('priority')?.allowedValues),
      components: readNamed(fields.get('components')?.allowedValues),
    };
  }

  async #readPages(
    read: (startAt: number) => Promise<unknown>,
  ): Promise<unknown[]> {
    const all: unknown[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await read(all.length);
      const body = isRecord(answer) ? answer : {};
      const items = body.fields ?? body.issueTypes;
      const list = Array.isArray(items) ? items : [];
      all.push(...list);
      if (list.length === 0 || all.length >= Number(body.total ?? 0)) {
        break;
      }
    }
    return all;
  }
}
