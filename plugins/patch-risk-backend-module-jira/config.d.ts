import { HumanDuration } from '@backstage/types';

export interface Config {
  patchRisk?: {
    /** Tickets in Jira Cloud. Without `baseUrl` no ticket is written. */
    jira?: {
      /**
       * Address of the Jira site, such as `https://example.atlassian.net`. Plain http is accepted for loopback hosts only.
       * @visibility backend
       */
      baseUrl?: string;
      /**
       * E-mail address of the account whose API token is used.
       * @visibility secret
       */
      email?: string;
      /**
       * API token of that account.
       * @visibility secret
       */
      apiToken?: string;
      /**
       * Key of the project that receives the tickets.
       * @visibility backend
       */
      projectKey?: string;
      /**
       * Name of the issue type of a ticket. Default: Task.
       * @visibility backend
       */
      issueType?: string;
      /**
       * Says on pages that the tickets live in a stand-in and not in a real Jira. Default: false.
       * @visibility backend
       */
      standIn?: boolean;
      /**
       * Labels on every ticket, beside `patch-risk` and the ticket's own key.
       * @visibility backend
       */
      labels?: string[];
      /**
       * Names of components of the project that every ticket gets.
       * @visibility backend
       */
      components?: string[];
      /**
       * Name of the Jira priority for each risk band. Default: Highest, High, Medium, Low.
       * @visibility backend
       */
      priorities?: {
        /** @visibility backend */
        critical?: string;
        /** @visibility backend */
        high?: string;
        /** @visibility backend */
        medium?: string;
        /** @visibility backend */
        low?: string;
      };
      /**
       * Name of the resolution set when a ticket is closed on a screen that asks for one. Default: the first of Done,
       * Fixed, Resolved, Erledigt that the screen offers.
       * @visibility backend
       */
      resolution?: string;
      /**
       * The most devices that a ticket lists; the rest is counted. Default: 50, at most 200.
       * @visibility backend
       */
      maxDevices?: number;
      /**
       * How long one call may take. Default: 30 seconds.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
      /**
       * How long a created issue may stay invisible to Jira's search. Default: 3 minutes.
       * @visibility backend
       */
      searchLag?: HumanDuration | string;
    };
  };
}
