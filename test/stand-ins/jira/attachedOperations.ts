import { ACCOUNTS } from './describeIssue';
import { findAdfProblem } from './findAdfProblem';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import type { StandInComment, StandInIssue } from './model';
import { asRecord, pageOf, readableIssue, writableIssue } from './requests';

function describeComment(
  comment: StandInComment,
  issue: StandInIssue,
  origin: string,
): Record<string, unknown> {
  return {
    self: `${origin}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    author: ACCOUNTS[comment.author],
    updateAuthor: ACCOUNTS[comment.author],
    body: comment.body,
    created: comment.created,
    updated: comment.created,
  };
}

const ISSUE = '/rest/api/3/issue/{issueIdOrKey}';

/** What hangs on an issue: properties, remote links, comments, history. */
export const attachedOperations: JiraOperation[] = [
  {
    name: 'getIssuePropertyKeys',
    method: 'get',
    template: `${ISSUE}/properties`,
    run(request) {
      const { issue } = readableIssue(request);
      return {
        status: 200,
        body: { keys: Object.keys(issue.properties).map(key => ({ key })) },
      };
    },
  },
  {
    name: 'getIssueProperty',
    method: 'get',
    template: `${ISSUE}/properties/{propertyKey}`,
    run(request) {
      const { issue } = readableIssue(request);
      const key = request.parameters.propertyKey;
      if (!(key in issue.properties)) {
        throw new JiraProblem(404, {
          errorMessages: [`The property with key '${key}' does not exist.`],
        });
      }
      return { status: 200, body: { key, value: issue.properties[key] } };
    },
  },
  {
    name: 'setIssueProperty',
    method: 'put',
    template: `${ISSUE}/properties/{propertyKey}`,
    run(request) {
      const { issue } = writableIssue(request);
      const key = request.parameters.propertyKey;
      const present = key in issue.properties;
      issue.properties[key] = request.body;
      request.store.save(issue, request.faults.settings.searchLagMs);
      return { status: present ? 200 : 201, body: {} };
    },
  },
  {
    name: 'getRemoteIssueLinks',
    method: 'get',
    template: `${ISSUE}/remotelink`,
    answersListOfDescribed: true,
    run(request) {
      const { issue } = readableIssue(request);
      const describe = (link: StandInIssue['remoteLinks'][number]) => ({
        self: `${request.origin}/rest/api/3/issue/${issue.id}/remotelink/${link.id}`,
        ...link,
      });
      const globalId = request.query.get('globalId');
      if (globalId === null) {
        return { status: 200, body: issue.remoteLinks.map(describe) };
      }
      const link = issue.remoteLinks.find(one => one.globalId === globalId);
      if (!link) {
        throw new JiraProblem(404, {
          errorMessages: [
            `Remote link with global id '${globalId}' not found.`,
          ],
        });
      }
      return { status: 200, body: describe(link) };
    },
  },
  {
    name: 'createOrUpdateRemoteIssueLink',
    method: 'post',
    template: `${ISSUE}/remotelink`,
    run(request) {
      const { issue } = writableIssue(request);
      const body = asRecord(request.body);
      const object = asRecord(body.object);
      const errors: Record<string, string> = {};
      for (const name of ['title', 'url']) {
        if (typeof object[name] !== 'string' || object[name] === '') {
          errors[name] = `'${name}' is required.`;
        }
      }
      if (Object.keys(errors).length > 0) {
        throw new JiraProblem(400, { errors });
      }
      const globalId =
        typeof body.globalId === 'string' ? body.globalId : undefined;
      const known = issue.remoteLinks.find(
        link => globalId !== undefined && link.globalId === globalId,
      );
      const link = {
        id: known?.id ?? Number(issue.id) * 100 + issue.remoteLinks.length,
        ...(globalId === undefined ? {} : { globalId }),
        ...(typeof body.relationship === 'string'
          ? { relationship: body.relationship }
          : {}),
        ...(body.application ? { application: body.application } : {}),
        object: {
          ...object,
          title: String(object.title),
          url: String(object.url),
        },
      };
      issue.remoteLinks = known
        ? issue.remoteLinks.map(one => (one === known ? link : one))
        : [...issue.remoteLinks, link];
      request.store.save(issue, request.faults.settings.searchLagMs);
      return {
        status: known ? 200 : 201,
        body: {
          id: link.id,
          self: `${request.origin}/rest/api/3/issue/${issue.id}/remotelink/${link.id}`,
        },
      };
    },
  },
  {
    name: 'getComments',
    method: 'get',
    template: `${ISSUE}/comment`,
    run(request) {
      const { issue } = readableIssue(request);
      const { startAt, maxResults } = pageOf(request.query, 100);
      return {
        status: 200,
        body: {
          startAt,
          maxResults,
          total: issue.comments.length,
          comments: issue.comments
            .slice(startAt, startAt + maxResults)
            .map(comment => describeComment(comment, issue, request.origin)),
        },
      };
    },
  },
  {
    name: 'addComment',
    method: 'post',
    template: `${ISSUE}/comment`,
    run(request) {
      const { issue } = writableIssue(request);
      const { body } = asRecord(request.body);
      const problem = findAdfProblem(body);
      if (problem) {
        throw new JiraProblem(400, {
          errors: { comment: `Comment body is not valid: ${problem}` },
        });
      }
      const comment: StandInComment = {
        id: `${issue.id}${String(issue.comments.length + 1).padStart(3, '0')}`,
        created: request.store.timestamp(),
        author: 'account',
        body,
      };
      issue.comments.push(comment);
      request.store.save(issue, request.faults.settings.searchLagMs);
      return {
        status: 201,
        body: describeComment(comment, issue, request.origin),
      };
    },
  },
  {
    name: 'getChangeLogs',
    method: 'get',
    template: `${ISSUE}/changelog`,
    run(request) {
      const { issue } = readableIssue(request);
      const { startAt, maxResults } = pageOf(request.query, 100);
      const values = issue.changes.slice(startAt, startAt + maxResults);
      return {
        status: 200,
        body: {
          self: `${request.origin}/rest/api/3/issue/${issue.id}/changelog`,
          startAt,
          maxResults,
          total: issue.changes.length,
          isLast: startAt + values.length >= issue.changes.length,
          values: values.map(change => ({
            id: change.id,
            author: ACCOUNTS[change.author],
            created: change.created,
            items: change.items,
          })),
        },
      };
    },
  },
];
