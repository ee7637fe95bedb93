import type { HumanDuration } from '@backstage/types';

export interface Config {
  patchRisk?: {
    /** Where events for the SIEM go. */
    elasticsearch?: {
      /**
       * Address of the cluster, or of several of its nodes, without credentials. Without it events go to a file.
       */
      node?: string | string[];
      /** Name of the account; goes together with `password`. */
      username?: string;
      /** @visibility secret */
      password?: string;
      /**
       * API key in its encoded form, instead of username and password.
       * @visibility secret
       */
      apiKey?: string;
      /** File with the certificate authority that signed the cluster's certificate, as PEM. */
      caFile?: string;
      /** Third part of the data streams' names, `default` when left out. */
      namespace?: string;
      /** Most events of one bulk request, 500 when left out. */
      batchSize?: number;
      /** How long one request may take, 30 seconds when left out. */
      requestTimeout?: HumanDuration | string;
      /** Whether to install the index templates before the first event, true when left out. */
      setUpTemplates?: boolean;
      /**
       * File for events while no node is configured, relative to the working directory; `.data/events.ndjson` when left
       * out.
       */
      file?: string;
    };
  };
}
