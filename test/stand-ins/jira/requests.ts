import type { JiraRequest } from './JiraRequest';
import { JiraProblem } from './JiraProblem';
import type { StandInIssue, StandInProject } from './model';

/** A JSON object, or an empty one for anything else. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

/** A list in the query, whether repeated or separated by commas. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap(value => value.split(','))
    .map(value => value.trim())
    .filter(Boolean);
}

/** Where a page of a list starts and how long it is. */
export function pageOf(
  query: URLSearchParams,
  mostResults: number,
): { startAt: number; maxResults: number } {
  return {
    startAt: Math.max(0, Number(query.get('startAt') ?? 0) || 0),
    maxResults: Math.min(
      mostResults,
      Number(query.get('maxResults') ?? mostResults) || mostResults,
    ),
  };
}

/** The issue that the path names, when the account may see it. */
export function readableIssue(request: JiraRequest): {
  issue: StandInIssue;
  project: StandInProject;
} {
  const issue = request.store.get(request.parameters.issueIdOrKey ?? '');
  const project = issue && request.store.project(issue.projectKey);
  if (!issue || !project || project.permission === 'none') {
    throw JiraProblem.notFound();
  }
  return { issue, project };
}

/** The issue that the path names, when the account may change it. */
export function writableIssue(request: JiraRequest): {
  issue: StandInIssue;
  project: StandInProject;
} {
  const found = readableIssue(request);
  if (found.project.permission !== 'edit') {
    throw new JiraProblem(403, {
      errorMessages: ['You do not have permission to edit this issue.'],
    });
  }
  return found;
}
