import type { JiraAnswer } from './JiraAnswer';
import type { JiraRequest } from './JiraRequest';

/** One call of Jira's REST API that the stand-in serves. */
export interface JiraOperation {
  /** Name for journal and tests. */
  name: string;
  method: 'get' | 'post' | 'put';
  /** Path as Atlassian's description writes it. */
  template: string;
  /** The description gives the type of one item where Jira answers a list of them. */
  answersListOfDescribed?: boolean;
  run(request: JiraRequest): JiraAnswer;
}
