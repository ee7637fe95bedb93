import { RejectedError } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { TicketContent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { AdfNode } from './adf/AdfNode';
import { buildSection } from './adf/buildSection';
import { DescriptionSection } from './adf/DescriptionSection';
import type { ProjectScreen } from './client/ProjectMetadata';
import type { JiraConfig } from './config/JiraConfig';
import { buildSummary } from './fields/buildSummary';
import { choosePriority } from './fields/choosePriority';
import { findLabelProblem } from './fields/findLabelProblem';
import type { SentRecord, SentValues } from './SentRecord';

const ALWAYS_SENT = ['project', 'issuetype', 'summary', 'labels'];

/** A task's content as the fields of an issue in one project. */
export class TicketFields {
  readonly #content: TicketContent;
  readonly #config: JiraConfig;
  readonly #screen: ProjectScreen;
  readonly section: AdfNode[];
  /** The values that a person may change, as we would write them; what the screen lacks is absent. */
  readonly values: SentValues;

  static create(options: {
    content: TicketContent;
    config: JiraConfig;
    screen: ProjectScreen;
  }): TicketFields {
    return new TicketFields(options);
  }

  private constructor(options: {
    content: TicketContent;
    config: JiraConfig;
    screen: ProjectScreen;
  }) {
    const { content, config, screen } = options;
    this.#content = content;
    this.#config = config;
    this.#screen = screen;
    this.section = buildSection(content, { maxDevices: config.maxDevices });
    const has = (field: string) => screen.fieldIds.has(field);
    this.values = {
      summary: buildSummary(content),
      dueDate: has('duedate') ? content.dueDate : undefined,
      priorityId: has('priority')
        ? choosePriority(content.priority, config.priorities, screen.priorities)
            ?.id
        : undefined,
      section: has('description')
        ? DescriptionSection.fingerprint(this.section)
        : undefined,
    };
  }

  /** What the issue property holds once `sent` was written. */
  record(sent: SentValues): SentRecord {
    return { key: this.#content.key, url: this.#content.url, sent };
  }

  /** Fields of a new issue. @throws RejectedError when the screen asks for what we have no value for. */
  forCreate(): Record<string, unknown> {
    const { summary, dueDate, priorityId } = this.values;
    const components = this.#componentReferences();
    const fields: Record<string, unknown> = {
      project: { key: this.#config.projectKey },
      issuetype: { id: this.#screen.issueTypeId },
      summary,
      labels: this.#labels(),
      ...(this.values.section
        ? { description: { type: 'doc', version: 1, content: this.section } }
        : {}),
      ...(dueDate ? { duedate: dueDate } : {}),
      ...(priorityId ? { priority: { id: priorityId } } : {}),
      ...(components.length > 0 ? { components } : {}),
      ...(this.#content.assigneeAccountId &&
      this.#screen.fieldIds.has('assignee')
        ? { assignee: { accountId: this.#content.assigneeAccountId } }
        : {}),
    };
    const missing = this.#screen.required.filter(
      field => !(field.id in fields) && !ALWAYS_SENT.includes(field.id),
    );
    if (missing.length > 0) {
      const names = missing
        .map(field => `'${field.name}' (${field.id})`)
        .join(', ');
      throw new RejectedError(
        `The create screen of '${this.#config.issueType}' in project ${
          this.#config.projectKey
        } requires ${names}, for which a task has no value. Make it optional, give it a default, or use another issue type.`,
      );
    }
    return fields;
  }

  #labels(): string[] {
    const labels = ['patch-risk', this.#content.key, ...this.#config.labels];
    for (const label of labels) {
      const problem = findLabelProblem(label);
      if (problem) {
        throw new RejectedError(
          `Jira would refuse the label '${label}': ${problem}`,
        );
      }
    }
    return [...new Set(labels)];
  }

  #componentReferences(): { id: string }[] {
    const references: { id: string }[] = [];
    for (const name of this.#config.components) {
      const found = this.#screen.components.find(
        component => component.name === name,
      );
      if (!found) {
        throw new RejectedError(
          `Project ${
            this.#config.projectKey
          } has no component '${name}'. Make it in Jira, or take it out of patchRisk.jira.components.`,
        );
      }
      references.push({ id: found.id });
    }
    return references;
  }
}
