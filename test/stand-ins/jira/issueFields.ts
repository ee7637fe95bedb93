import { findAdfProblem } from './findAdfProblem';
import { JiraProblem } from './JiraProblem';
import type {
  StandInChange,
  StandInFields,
  StandInNamed,
  StandInProject,
} from './model';

const DESCRIPTION_LIMIT = 32767;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds the one that a reference `{ id }` or `{ name }` means. */
export function findReferenced<T extends StandInNamed>(
  candidates: T[],
  reference: unknown,
): T | undefined {
  if (!isRecord(reference)) {
    return undefined;
  }
  const { id, name } = reference;
  return candidates.find(candidate =>
    id === undefined ? candidate.name === name : candidate.id === id,
  );
}

function textLength(node: unknown): number {
  if (!isRecord(node)) {
    return 0;
  }
  const own = typeof node.text === 'string' ? node.text.length : 0;
  return Array.isArray(node.content)
    ? node.content.reduce<number>((sum, child) => sum + textLength(child), own)
    : own;
}

function problemOfSummary(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') {
    return 'You must specify a summary of the issue.';
  }
  if (/[\r\n]/.test(value)) {
    return 'The summary is invalid because it contains newline characters.';
  }
  return value.length > 255
    ? 'Summary must be less than 255 characters.'
    : undefined;
}

function problemOfLabels(value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    return 'data was not an array';
  }
  for (const label of value) {
    if (typeof label !== 'string') {
      return 'string expected at index 0';
    }
    if (/\s/.test(label)) {
      return `The label '${label}' contains spaces which is invalid.`;
    }
    if (label.length > 255) {
      return 'The label exceeds the limit of 255 characters.';
    }
  }
  return undefined;
}

function isDate(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value)
  );
}

function problemOfDescription(value: unknown): string | undefined {
  const problem = findAdfProblem(value);
  if (problem) {
    return `Operation value must be an Atlassian Document (see the Atlassian Document Format): ${problem}`;
  }
  return textLength(value) > DESCRIPTION_LIMIT ||
    JSON.stringify(value).length > DESCRIPTION_LIMIT * 4
    ? 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.'
    : undefined;
}

/** One field's problem in Jira's words, or its new value written into `target`. */
function setField(
  project: StandInProject,
  target: StandInFields,
  { name, value }: { name: string; value: unknown },
): string | undefined {
  switch (name) {
    case 'summary': {
      const problem = problemOfSummary(value);
      target.summary = problem ? target.summary : String(value);
      return problem;
    }
    case 'description': {
      const problem = value === null ? undefined : problemOfDescription(value);
      target.description = value === null ? undefined : value;
      return problem;
    }
    case 'duedate':
      if (value !== null && !isDate(value)) {
        return `Error parsing date string: ${String(value)}`;
      }
      target.duedate = value ?? undefined;
      return undefined;
    case 'labels': {
      const problem = problemOfLabels(value);
      target.labels = problem ? target.labels : [...new Set(value as string[])];
      return problem;
    }
    case 'priority': {
      const priority = findReferenced(project.priorities, value);
      target.priority = priority?.id;
      return priority ? undefined : 'Specify the Priority (id or name).';
    }
    case 'assignee':
      target.assignee =
        isRecord(value) && typeof value.accountId === 'string'
          ? value.accountId
          : undefined;
      return undefined;
    case 'components': {
      const found = Array.isArray(value)
        ? value.map(one => findReferenced(project.components, one)?.id)
        : [undefined];
      target.components = found.filter(id => id !== undefined);
      return target.components.length === found.length
        ? undefined
        : 'Component name or id is not valid.';
    }
    default:
      target.custom[name] = value;
      return undefined;
  }
}

/** The fields that may be written in a project. */
export function writableFields(project: StandInProject): string[] {
  return [
    'summary',
    'description',
    'duedate',
    'labels',
    'assignee',
    'components',
    ...(project.priorities.length > 0 ? ['priority'] : []),
    ...project.customFields.map(field => field.id),
  ].filter(name => !project.fieldsNotOnScreen.includes(name));
}

/** Writes fields as create and edit do; refuses with Jira's 400 and says every problem at once. */
export function applyFields(
  project: StandInProject,
  target: StandInFields,
  fields: Record<string, unknown>,
): void {
  const errors: Record<string, string> = {};
  const writable = writableFields(project);
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'project' || name === 'issuetype') {
      continue;
    }
    const problem = writable.includes(name)
      ? setField(project, target, { name, value })
      : `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    if (problem) {
      errors[name] = problem;
    }
  }
  if (Object.keys(errors).length > 0) {
    throw new JiraProblem(400, { errors });
  }
}

function asText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  return JSON.stringify(value);
}

/** What changed between two states of the fields, as the changelog tells it. */
export function compareFields(
  before: StandInFields,
  after: StandInFields,
): StandInChange['items'] {
  const names = [
    'summary',
    'description',
    'duedate',
    'priority',
    'assignee',
    'labels',
    'components',
  ] as const;
  const items: StandInChange['items'] = [];
  for (const name of names) {
    const from = asText(before[name]);
    const to = asText(after[name]);
    if (from !== to) {
      items.push({
        field: name,
        ...(from === undefined ? {} : { from, fromString: from }),
        ...(to === undefined ? {} : { to, toString: to }),
      });
    }
  }
  return items;
}
