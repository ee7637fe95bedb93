import type { StandInIssue, StandInProject, StandInStatus } from './model';

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: {
    id: 4,
    key: 'indeterminate',
    colorName: 'yellow',
    name: 'In Progress',
  },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
};

/** The one account that the stand-in knows, and the person who works in its pages. */
export const ACCOUNTS = {
  account: {
    accountId: '5b10a2844c20165700ede21g',
    accountType: 'app',
    active: true,
    displayName: 'Patch Risk',
  },
  person: {
    accountId: '5b10ac8d82e05b22cc7d4ef5',
    accountType: 'atlassian',
    active: true,
    displayName: 'Somebody in the browser',
  },
} as const;

/** A status as Jira answers it. */
export function describeStatus(
  status: StandInStatus,
  origin: string,
): Record<string, unknown> {
  return {
    self: `${origin}/rest/api/3/status/${status.id}`,
    id: status.id,
    name: status.name,
    description: '',
    statusCategory: {
      self: `${origin}/rest/api/3/statuscategory/${
        CATEGORIES[status.category].id
      }`,
      ...CATEGORIES[status.category],
    },
  };
}

function allFields(
  issue: StandInIssue,
  project: StandInProject,
  origin: string,
): Record<string, unknown> {
  const status = project.statuses.find(one => one.id === issue.status);
  const priority = project.priorities.find(
    one => one.id === issue.fields.priority,
  );
  const resolution = project.resolutions.find(
    one => one.id === issue.resolution,
  );
  return {
    summary: issue.fields.summary,
    description: issue.fields.description ?? null,
    duedate: issue.fields.duedate ?? null,
    priority: priority ?? null,
    labels: issue.fields.labels,
    components: project.components.filter(one =>
      issue.fields.components.includes(one.id),
    ),
    assignee: issue.fields.assignee
      ? { accountId: issue.fields.assignee, displayName: issue.fields.assignee }
      : null,
    status: status ? describeStatus(status, origin) : null,
    resolution: resolution ?? null,
    issuetype:
      project.issueTypes.find(one => one.id === issue.issueType) ?? null,
    project: { id: project.id, key: project.key, name: project.name },
    created: issue.created,
    updated: issue.updated,
    ...issue.fields.custom,
  };
}

/**
 * An issue as Jira answers it.
 *
 * @param options - `fields`: names asked for, `*all` and `*navigable` as in Jira; `properties`: keys asked for.
 */
export function describeIssue(
  issue: StandInIssue,
  options: {
    project: StandInProject;
    origin: string;
    fields: string[];
    properties?: string[];
  },
): Record<string, unknown> {
  const all = allFields(issue, options.project, options.origin);
  const wanted = options.fields.some(
    name => name === '*all' || name === '*navigable',
  )
    ? Object.keys(all)
    : options.fields;
  const hidden = options.fields
    .filter(name => name.startsWith('-'))
    .map(name => name.slice(1));
  const fields: Record<string, unknown> = {};
  for (const name of wanted) {
    if (name in all && !hidden.includes(name)) {
      fields[name] = all[name];
    }
  }
  const idsOnly = options.fields.length === 1 && options.fields[0] === 'id';
  const properties: Record<string, unknown> = {};
  for (const key of options.properties ?? []) {
    if (key in issue.properties) {
      properties[key] = issue.properties[key];
    }
  }
  return {
    id: issue.id,
    ...(idsOnly
      ? {}
      : {
          key: issue.key,
          self: `${options.origin}/rest/api/3/issue/${issue.id}`,
          fields,
        }),
    ...(options.properties?.length ? { properties } : {}),
  };
}
