import type { StandInProject } from './model';

/**
 * A company-managed project with Jira's usual workflow, priorities and fields.
 *
 * @param options - `key` and whatever shall differ from the usual project.
 */
export function createStandInProject(
  options: Partial<StandInProject> & { key: string },
): StandInProject {
  return {
    id: '10000',
    name: `Project ${options.key}`,
    issueTypes: [
      { id: '10001', name: 'Task' },
      { id: '10002', name: 'Story' },
    ],
    statuses: [
      { id: '10000', name: 'To Do', category: 'new' },
      { id: '10010', name: 'In Progress', category: 'indeterminate' },
      { id: '10020', name: 'Done', category: 'done' },
    ],
    transitions: [
      { id: '11', name: 'To Do', to: '10000' },
      { id: '21', name: 'In Progress', to: '10010' },
      { id: '31', name: 'Done', to: '10020' },
    ],
    resolutions: [
      { id: '10000', name: 'Done' },
      { id: '10001', name: "Won't Do" },
    ],
    priorities: [
      { id: '1', name: 'Highest' },
      { id: '2', name: 'High' },
      { id: '3', name: 'Medium' },
      { id: '4', name: 'Low' },
      { id: '5', name: 'Lowest' },
    ],
    components: [],
    fieldsNotOnScreen: [],
    customFields: [],
    permission: 'edit',
    ...options,
  };
}
