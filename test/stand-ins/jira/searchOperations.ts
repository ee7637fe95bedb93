import { describeIssue } from './describeIssue';
import type { JiraAnswer } from './JiraAnswer';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import type { JiraRequest } from './JiraRequest';
import { parseJql } from './parseJql';
import { asRecord, listParameter, pageOf } from './requests';

function search(
  request: JiraRequest,
  options: {
    jql: string;
    fields: string[];
    properties: string[];
    maxResults: number;
    nextPageToken?: string;
    reconcile: string[];
  },
): JiraAnswer {
  const query = parseJql(options.jql);
  for (const key of query.projects) {
    const project =
      request.store.project(key) ??
      request.store.projects.find(one => one.name === key);
    if (!project || project.permission === 'none') {
      throw new JiraProblem(400, {
        errorMessages: [
          `The value '${key}' does not exist for the field 'project'.`,
        ],
      });
    }
  }
  const found = request.store
    .searchable(options.reconcile)
    .filter(issue => {
      const project = request.store.projectOf(issue);
      return project.permission !== 'none' && query.matches(issue, project);
    })
    .sort(query.compare);
  const start = Number(options.nextPageToken ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw new JiraProblem(400, {
      errorMessages: ['The provided next page token is invalid or expired.'],
    });
  }
  const page = found.slice(start, start + options.maxResults);
  const end = start + page.length;
  return {
    status: 200,
    body: {
      issues: page.map(issue =>
        describeIssue(issue, {
          project: request.store.projectOf(issue),
          origin: request.origin,
          fields: options.fields.length > 0 ? options.fields : ['id'],
          properties: options.properties,
        }),
      ),
      isLast: end >= found.length,
      ...(end < found.length ? { nextPageToken: String(end) } : {}),
    },
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Search by JQL, by GET and POST; sees issues as they were the search lag ago, unless told to reconcile them. */
export const searchOperations: JiraOperation[] = [
  {
    name: 'searchIssues',
    method: 'get',
    template: '/rest/api/3/search/jql',
    run(request) {
      const { query } = request;
      return search(request, {
        jql: query.get('jql') ?? '',
        fields: listParameter(query, 'fields'),
        properties: listParameter(query, 'properties'),
        maxResults: pageOf(query, 100).maxResults,
        nextPageToken: query.get('nextPageToken') ?? undefined,
        reconcile: listParameter(query, 'reconcileIssues'),
      });
    },
  },
  {
    name: 'searchIssuesPost',
    method: 'post',
    template: '/rest/api/3/search/jql',
    run(request) {
      const body = asRecord(request.body);
      return search(request, {
        jql: String(body.jql ?? ''),
        fields: strings(body.fields),
        properties: strings(body.properties),
        maxResults: Math.min(100, Number(body.maxResults ?? 50) || 50),
        nextPageToken:
          body.nextPageToken === undefined
            ? undefined
            : String(body.nextPageToken),
        reconcile: strings(body.reconcileIssues),
      });
    },
  },
];
