import { describeIssue } from './describeIssue';
import { applyFields, compareFields, findReferenced } from './issueFields';
import type { IssueStore } from './IssueStore';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import type { StandInFields, StandInIssue } from './model';
import {
  asRecord,
  listParameter,
  readableIssue,
  writableIssue,
} from './requests';

function createFields(): StandInFields {
  return { summary: '', labels: [], components: [], custom: {} };
}

function applyProperties(issue: StandInIssue, properties: unknown): void {
  if (!Array.isArray(properties)) {
    return;
  }
  for (const property of properties) {
    const { key, value } = asRecord(property);
    if (typeof key === 'string') {
      issue.properties[key] = value;
    }
  }
}

function createIssue(
  store: IssueStore,
  body: Record<string, unknown>,
  lagMs: number,
): StandInIssue {
  const fields = asRecord(body.fields);
  const wanted = asRecord(fields.project);
  const project = store.project(String(wanted.id ?? wanted.key ?? ''));
  if (!project || project.permission === 'none') {
    throw new JiraProblem(400, {
      errors: { project: 'valid project is required' },
    });
  }
  if (project.permission === 'read') {
    throw new JiraProblem(403, {
      errorMessages: [
        'You do not have permission to create issues in this project.',
      ],
    });
  }
  const issueType = findReferenced(project.issueTypes, fields.issuetype);
  if (!issueType) {
    throw new JiraProblem(400, {
      errors: { issuetype: 'Specify a valid issue type' },
    });
  }
  const required = [
    'summary',
    ...project.customFields
      .filter(field => field.required)
      .map(field => field.id),
  ];
  const missing = required.filter(name => fields[name] === undefined);
  if (missing.length > 0) {
    throw new JiraProblem(400, {
      errors: Object.fromEntries(
        missing.map(name => [
          name,
          name === 'summary'
            ? 'You must specify a summary of the issue.'
            : `${
                project.customFields.find(field => field.id === name)?.name
              } is required.`,
        ]),
      ),
    });
  }
  const values = createFields();
  applyFields(project, values, fields);
  if (values.priority === undefined && project.priorities.length > 0) {
    values.priority =
      project.priorities[Math.floor(project.priorities.length / 2)].id;
  }
  const now = store.timestamp();
  const issue: StandInIssue = {
    ...store.nextIdentity(project.key),
    projectKey: project.key,
    issueType: issueType.id,
    status: project.statuses[0].id,
    fields: values,
    properties: {},
    remoteLinks: [],
    comments: [],
    changes: [],
    created: now,
    updated: now,
  };
  applyProperties(issue, body.properties);
  store.save(issue, lagMs);
  return issue;
}

const ISSUE = '/rest/api/3/issue/{issueIdOrKey}';

/** Create, read and edit issues. */
export const issueOperations: JiraOperation[] = [
  {
    name: 'createIssue',
    method: 'post',
    template: '/rest/api/3/issue',
    run({ store, body, origin, faults }) {
      const issue = createIssue(
        store,
        asRecord(body),
        faults.settings.searchLagMs,
      );
      return {
        status: 201,
        body: {
          id: issue.id,
          key: issue.key,
          self: `${origin}/rest/api/3/issue/${issue.id}`,
        },
      };
    },
  },
  {
    name: 'bulkFetchIssues',
    method: 'post',
    template: '/rest/api/3/issue/bulkfetch',
    run({ store, body, origin }) {
      const { issueIdsOrKeys, fields, properties } = asRecord(body);
      const wanted = Array.isArray(issueIdsOrKeys)
        ? issueIdsOrKeys.map(String)
        : [];
      if (wanted.length === 0 || wanted.length > 100) {
        throw new JiraProblem(400, {
          errorMessages: ['Between 1 and 100 issue ids or keys are needed.'],
        });
      }
      const issues: Record<string, unknown>[] = [];
      const issueErrors: Record<string, unknown>[] = [];
      for (const idOrKey of new Set(wanted)) {
        const issue = store.get(idOrKey);
        const project = issue && store.project(issue.projectKey);
        if (issue && project && project.permission !== 'none') {
          issues.push(
            describeIssue(issue, {
              project,
              origin,
              fields: Array.isArray(fields)
                ? fields.map(String)
                : ['*navigable'],
              properties: Array.isArray(properties)
                ? properties.map(String)
                : [],
            }),
          );
        } else {
          issueErrors.push({
            id: idOrKey,
            errorMessage: JiraProblem.notFound().message,
          });
        }
      }
      return { status: 200, body: { issues, issueErrors } };
    },
  },
  {
    name: 'getIssue',
    method: 'get',
    template: ISSUE,
    run(request) {
      const { issue, project } = readableIssue(request);
      const fields = listParameter(request.query, 'fields');
      return {
        status: 200,
        body: describeIssue(issue, {
          project,
          origin: request.origin,
          fields: fields.length > 0 ? fields : ['*all'],
          properties: listParameter(request.query, 'properties'),
        }),
      };
    },
  },
  {
    name: 'editIssue',
    method: 'put',
    template: ISSUE,
    run(request) {
      const { issue, project } = writableIssue(request);
      const body = asRecord(request.body);
      const before = structuredClone(issue.fields);
      applyFields(project, issue.fields, asRecord(body.fields));
      applyProperties(issue, body.properties);
      request.store.recordChange(
        issue,
        'account',
        compareFields(before, issue.fields),
      );
      request.store.save(issue, request.faults.settings.searchLagMs);
      return { status: 204 };
    },
  },
];
