import { describeStatus } from './describeIssue';
import { findReferenced } from './issueFields';
import type { IssueStore } from './IssueStore';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import type {
  StandInChange,
  StandInIssue,
  StandInProject,
  StandInTransition,
} from './model';
import { asRecord, readableIssue, writableIssue } from './requests';

/** The transitions that an issue may take now. */
export function availableTransitions(
  issue: StandInIssue,
  project: StandInProject,
): StandInTransition[] {
  return project.transitions.filter(
    transition =>
      transition.to !== issue.status &&
      (!transition.from || transition.from.includes(issue.status)),
  );
}

/** Moves an issue along; a done status sets a resolution, every other takes it away. */
export function transitionIssue(options: {
  store: IssueStore;
  issue: StandInIssue;
  project: StandInProject;
  transition: StandInTransition;
  resolutionId?: string;
  author: StandInChange['author'];
  lagMs: number;
}): void {
  const { store, issue, project, transition } = options;
  const from = project.statuses.find(one => one.id === issue.status);
  const to = project.statuses.find(one => one.id === transition.to);
  issue.status = transition.to;
  issue.resolution =
    to?.category === 'done'
      ? options.resolutionId ?? project.resolutions[0]?.id
      : undefined;
  store.recordChange(issue, options.author, [
    {
      field: 'status',
      from: from?.id,
      fromString: from?.name,
      to: to?.id,
      toString: to?.name,
    },
  ]);
  store.save(issue, options.lagMs);
}

function describeTransition(
  transition: StandInTransition,
  options: { project: StandInProject; origin: string; withFields: boolean },
): Record<string, unknown> {
  const { project, origin, withFields } = options;
  const to = project.statuses.find(status => status.id === transition.to);
  const fields = transition.requiresResolution
    ? {
        resolution: {
          required: true,
          schema: { type: 'resolution', system: 'resolution' },
          name: 'Resolution',
          key: 'resolution',
          operations: ['set'],
          allowedValues: project.resolutions,
        },
      }
    : {};
  return {
    id: transition.id,
    name: transition.name,
    ...(to ? { to: describeStatus(to, origin) } : {}),
    hasScreen: Boolean(transition.requiresResolution),
    isGlobal: !transition.from,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    looped: false,
    ...(withFields ? { fields } : {}),
  };
}

const TRANSITIONS = '/rest/api/3/issue/{issueIdOrKey}/transitions';

/** Read and take transitions. */
export const workflowOperations: JiraOperation[] = [
  {
    name: 'getTransitions',
    method: 'get',
    template: TRANSITIONS,
    run(request) {
      const { issue, project } = readableIssue(request);
      const withFields = (request.query.get('expand') ?? '').includes(
        'transitions.fields',
      );
      return {
        status: 200,
        body: {
          expand: 'transitions',
          transitions: availableTransitions(issue, project).map(transition =>
            describeTransition(transition, {
              project,
              origin: request.origin,
              withFields,
            }),
          ),
        },
      };
    },
  },
  {
    name: 'doTransition',
    method: 'post',
    template: TRANSITIONS,
    run(request) {
      const { issue, project } = writableIssue(request);
      const body = asRecord(request.body);
      const id = String(asRecord(body.transition).id ?? '');
      const transition = availableTransitions(issue, project).find(
        one => one.id === id,
      );
      if (!transition) {
        throw new JiraProblem(400, {
          errorMessages: [`Transition id '${id}' is not valid for this issue.`],
        });
      }
      const fields = asRecord(body.fields);
      const resolution = findReferenced(project.resolutions, fields.resolution);
      const errors: Record<string, string> = {};
      if (transition.requiresResolution && !resolution) {
        errors.resolution = 'Resolution is required.';
      }
      for (const name of Object.keys(fields)) {
        if (name !== 'resolution' || !transition.requiresResolution) {
          errors[
            name
          ] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
        }
      }
      if (Object.keys(errors).length > 0) {
        throw new JiraProblem(400, { errors });
      }
      transitionIssue({
        store: request.store,
        issue,
        project,
        transition,
        resolutionId: resolution?.id,
        author: 'account',
        lagMs: request.faults.settings.searchLagMs,
      });
      return { status: 204 };
    },
  },
];
