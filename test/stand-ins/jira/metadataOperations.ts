import { ACCOUNTS } from './describeIssue';
import { writableFields } from './issueFields';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import type { JiraRequest } from './JiraRequest';
import type { StandInProject } from './model';
import { pageOf } from './requests';

const FIELD_TYPES: Record<
  string,
  { name: string; type: string; items?: string }
> = {
  summary: { name: 'Summary', type: 'string' },
  description: { name: 'Description', type: 'string' },
  duedate: { name: 'Due date', type: 'date' },
  labels: { name: 'Labels', type: 'array', items: 'string' },
  assignee: { name: 'Assignee', type: 'user' },
  components: { name: 'Components', type: 'array', items: 'component' },
  priority: { name: 'Priority', type: 'priority' },
};

function describeField(project: StandInProject, id: string) {
  const custom = project.customFields.find(field => field.id === id);
  const known = FIELD_TYPES[id];
  const allowed: Record<string, unknown[] | undefined> = {
    priority: project.priorities,
    components: project.components,
  };
  return {
    fieldId: id,
    key: id,
    name: custom?.name ?? known.name,
    required: custom?.required ?? id === 'summary',
    hasDefaultValue: id === 'priority',
    operations: id === 'labels' ? ['add', 'set', 'remove'] : ['set'],
    schema: custom
      ? {
          type: 'string',
          custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
          customId: Number(id.replace(/\D/g, '')),
        }
      : {
          type: known.type,
          system: id,
          ...(known.items ? { items: known.items } : {}),
        },
    ...(allowed[id] ? { allowedValues: allowed[id] } : {}),
  };
}

/** The description knows no 404 for create metadata, so the status differs by call. */
function visibleProject(request: JiraRequest, status: number): StandInProject {
  const key = request.parameters.projectIdOrKey;
  const project = request.store.project(key);
  if (!project || project.permission === 'none') {
    throw new JiraProblem(status, {
      errorMessages: [`No project could be found with key '${key}'.`],
    });
  }
  return project;
}

/** Projects, create metadata, fields, priorities and the account. */
export const metadataOperations: JiraOperation[] = [
  {
    name: 'getProject',
    method: 'get',
    template: '/rest/api/3/project/{projectIdOrKey}',
    run(request) {
      const project = visibleProject(request, 404);
      return {
        status: 200,
        body: {
          self: `${request.origin}/rest/api/3/project/${project.id}`,
          id: project.id,
          key: project.key,
          name: project.name,
          issueTypes: project.issueTypes.map(type => ({
            ...type,
            subtask: false,
          })),
          projectTypeKey: 'software',
          simplified: false,
          style: 'classic',
        },
      };
    },
  },
  {
    name: 'getCreateMetaIssueTypes',
    method: 'get',
    template: '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes',
    run(request) {
      const project = visibleProject(request, 400);
      const { startAt, maxResults } = pageOf(request.query, 200);
      return {
        status: 200,
        body: {
          startAt,
          maxResults,
          total: project.issueTypes.length,
          issueTypes: project.issueTypes
            .slice(startAt, startAt + maxResults)
            .map(type => ({ ...type, subtask: false, hierarchyLevel: 0 })),
        },
      };
    },
  },
  {
    name: 'getCreateMetaFields',
    method: 'get',
    template:
      '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    run(request) {
      const project = visibleProject(request, 400);
      const { issueTypeId } = request.parameters;
      if (!project.issueTypes.some(type => type.id === issueTypeId)) {
        throw new JiraProblem(400, {
          errors: { issuetype: 'Specify a valid issue type' },
        });
      }
      const { startAt, maxResults } = pageOf(request.query, 200);
      const fields = writableFields(project).map(id =>
        describeField(project, id),
      );
      return {
        status: 200,
        body: {
          startAt,
          maxResults,
          total: fields.length,
          fields: fields.slice(startAt, startAt + maxResults),
        },
      };
    },
  },
  {
    name: 'getFields',
    method: 'get',
    template: '/rest/api/3/field',
    run({ store }) {
      const custom = store.projects.flatMap(project => project.customFields);
      return {
        status: 200,
        body: [
          ...Object.entries(FIELD_TYPES).map(([id, { name, type }]) => ({
            id,
            key: id,
            name,
            custom: false,
            orderable: true,
            navigable: true,
            searchable: true,
            clauseNames: [id],
            schema: { type, system: id },
          })),
          ...custom.map(({ id, name }) => ({
            id,
            key: id,
            name,
            custom: true,
            orderable: true,
            navigable: true,
            searchable: true,
            clauseNames: [name],
            schema: { type: 'string' },
          })),
        ],
      };
    },
  },
  {
    name: 'searchPriorities',
    method: 'get',
    template: '/rest/api/3/priority/search',
    run({ store, query, origin }) {
      const { startAt, maxResults } = pageOf(query, 50);
      const wanted = query.getAll('projectId');
      const priorities = new Map(
        store.projects
          .filter(project => wanted.length === 0 || wanted.includes(project.id))
          .flatMap(project => project.priorities)
          .map(priority => [priority.id, priority]),
      );
      const values = [...priorities.values()].slice(
        startAt,
        startAt + maxResults,
      );
      return {
        status: 200,
        body: {
          startAt,
          maxResults,
          total: priorities.size,
          isLast: startAt + values.length >= priorities.size,
          values: values.map(priority => ({
            self: `${origin}/rest/api/3/priority/${priority.id}`,
            ...priority,
          })),
        },
      };
    },
  },
  {
    name: 'getCurrentUser',
    method: 'get',
    template: '/rest/api/3/myself',
    run({ origin }) {
      return {
        status: 200,
        body: {
          self: `${origin}/rest/api/3/user?accountId=${ACCOUNTS.account.accountId}`,
          ...ACCOUNTS.account,
        },
      };
    },
  },
];
