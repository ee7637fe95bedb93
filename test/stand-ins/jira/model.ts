/** The three categories that Jira knows for a status; names differ, categories do not. */
export type StatusCategoryKey = 'new' | 'indeterminate' | 'done';

export interface StandInStatus {
  id: string;
  name: string;
  category: StatusCategoryKey;
}

export interface StandInTransition {
  id: string;
  name: string;
  to: string;
  /** Status ids from which the transition leaves; absent means from everywhere. */
  from?: string[];
  /** The transition has a screen that asks for a resolution. */
  requiresResolution?: boolean;
}

export interface StandInNamed {
  id: string;
  name: string;
}

/** What a project allows; each part is replaceable, so that a test makes the project it needs. */
export interface StandInProject extends StandInNamed {
  key: string;
  issueTypes: StandInNamed[];
  statuses: StandInStatus[];
  transitions: StandInTransition[];
  resolutions: StandInNamed[];
  /** Empty for a project without a priority field, as a team-managed project may be. */
  priorities: StandInNamed[];
  components: StandInNamed[];
  /** System fields that the create screen lacks. */
  fieldsNotOnScreen: string[];
  /** Custom fields on the create screen. */
  customFields: { id: string; name: string; required: boolean }[];
  /** What the one account may do. */
  permission: 'edit' | 'read' | 'none';
}

export interface StandInChange {
  id: string;
  created: string;
  author: 'account' | 'person';
  items: {
    field: string;
    from?: string;
    fromString?: string;
    to?: string;
    toString?: string;
  }[];
}

export interface StandInComment {
  id: string;
  created: string;
  author: 'account' | 'person';
  body: unknown;
}

export interface StandInRemoteLink {
  id: number;
  globalId?: string;
  relationship?: string;
  application?: unknown;
  object: Record<string, unknown> & { title: string; url: string };
}

export interface StandInFields {
  summary: string;
  description?: unknown;
  duedate?: string;
  priority?: string;
  labels: string[];
  components: string[];
  assignee?: string;
  custom: Record<string, unknown>;
}

export interface StandInIssue {
  id: string;
  key: string;
  projectKey: string;
  issueType: string;
  status: string;
  resolution?: string;
  fields: StandInFields;
  properties: Record<string, unknown>;
  remoteLinks: StandInRemoteLink[];
  comments: StandInComment[];
  changes: StandInChange[];
  created: string;
  updated: string;
}
