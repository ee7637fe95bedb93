import type { HumanDuration } from '@backstage/types';
import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** Patch Risk */
  patchRisk?: {
    /** Lets the product's clock stand still: an ISO date, which means its end in UTC, or an instant. */
    asOf?: string;

    /** Whether the whole installation is a demo. */
    demo?: boolean;

    /** Where vulnerabilities and advisories come from. */
    feeds?: {
      /** CISA's catalogue of known exploited vulnerabilities. */
      kev?: {
        /** Address of the JSON document. Default: CISA's. */
        url?: string;
        /** File to read instead; relative to the working directory of the backend. */
        path?: string;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** FIRST's daily exploit predictions. */
      epss?: {
        /** Address of the CSV.gz. Default: the file of the present day. */
        url?: string;
        /** File to read instead; relative to the working directory of the backend. */
        path?: string;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** Providers of CSAF 2.0 advisories. */
      csaf?: Array<{
        /** Short name; the feed is called `csaf-` and this. */
        id: string;
        /** Name to show. Default: made from the id. */
        title?: string;
        /** Address of a provider-metadata.json, of a directory, or of a document. */
        url?: string;
        /** File or directory to read instead; relative to the working directory of the backend. */
        path?: string;
        /** What the address or path is. */
        kind?: 'domain' | 'provider' | 'directory' | 'document';
        /** TLP labels of the lists that are read. Default: CLEAR. */
        tlp?: string[];
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 7 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      }>;
      /** Threat intelligence in STIX 2.1, from TAXII 2.1 servers or files. */
      stix?: Array<{
        /** Short name; the feed is called `stix-` and this. */
        id: string;
        /** Name to show. Default: made from the id. */
        title?: string;
        /** Address of a TAXII 2.1 server, of an API root, or of a collection. */
        url?: string;
        /** File or directory of bundles to read instead; relative to the working directory of the backend. */
        path?: string;
        username?: string;
        /** @visibility secret */
        password?: string;
        /**
         * Bearer token, instead of user and password.
         * @visibility secret
         */
        token?: string;
        /** Ids, aliases or titles of the collections to read. Default: all that may be read. */
        collections?: string[];
        /** Chance that exploitation has begun when the source is sure of it, 0 to 1. Default: 0, shown but not counted. */
        trust?: number;
        /** TLP labels of what is taken. Default: CLEAR, GREEN, AMBER. */
        tlp?: string[];
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      }>;
      /** Threat intelligence of MISP, from servers or files. */
      misp?: Array<{
        /** Short name; the feed is called `misp-` and this. */
        id: string;
        /** Name to show. Default: made from the id. */
        title?: string;
        /** Address of the server. */
        url?: string;
        /** File or directory of exported events to read instead; relative to the working directory of the backend. */
        path?: string;
        /**
         * Key of an account that may read events. Required with a url.
         * @visibility secret
         */
        apiKey?: string;
        /** Chance that exploitation has begun when the source is sure of it, 0 to 1. Default: 0, shown but not counted. */
        trust?: number;
        /** TLP labels of what is taken. Default: CLEAR, GREEN, AMBER. */
        tlp?: string[];
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      }>;
      /** CVE records with what CISA adds to them. Read only where this section is there. */
      cve?: {
        /** Address of the folder `cves` of the CVE List. Default: its repository. */
        url?: string;
        /** File or directory of CVE records to read instead; relative to the working directory of the backend. */
        path?: string;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** Vulnerabilities of packages from OSV. Read only where this section is there. */
      osv?: {
        /** Address of the folders of the ecosystems. Default: OSV's. */
        url?: string;
        /** Directory, zip archive or file of records to read instead; relative to the working directory of the backend. */
        path?: string;
        /** Ecosystems to read from the address, as OSV calls them: `Debian:12`, `npm`. */
        ecosystems?: string[];
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** CVEs of NVD with the products that they apply to. Read only where this section is there. */
      nvd?: {
        /** Address of the CVE API 2.0. Default: NVD's. */
        url?: string;
        /** File or directory of pages of the API to read instead; relative to the working directory of the backend. */
        path?: string;
        /**
         * Key that NVD sends on request; with it, ten times as many requests are allowed.
         * @visibility secret
         */
        apiKey?: string;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** VEX documents as CycloneDX or OpenVEX. */
      vex?: Array<{
        /** Short name; the feed is called `vex-` and this. */
        id: string;
        /** Name to show. Default: made from the id. */
        title?: string;
        /** Address of a document. */
        url?: string;
        /** File or directory to read instead; relative to the working directory of the backend. */
        path?: string;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 30 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      }>;
      /** Indexes of public exploit code. Each is read only where its section is there. */
      exploitCode?: {
        /** Exploit-DB's files_exploits.csv. */
        exploitdb?: {
          /** Address of the file. Default: its repository. */
          url?: string;
          /** File to read instead; relative to the working directory of the backend. */
          path?: string;
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /** Age of the last success from which on the feed is shown as stale. Default: 7 days. */
          staleAfter?: HumanDuration | string;
          /** The data are a demo's: their date is shown, and they never become stale. */
          demo?: boolean;
        };
        /** Metasploit's modules_metadata_base.json. */
        metasploit?: {
          /** Address of the file. Default: its repository. */
          url?: string;
          /** File to read instead; relative to the working directory of the backend. */
          path?: string;
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /** Age of the last success from which on the feed is shown as stale. Default: 7 days. */
          staleAfter?: HumanDuration | string;
          /** The data are a demo's: their date is shown, and they never become stale. */
          demo?: boolean;
        };
        /** The cves.json of the Nuclei templates. */
        nuclei?: {
          /** Address of the file. Default: its repository. */
          url?: string;
          /** File to read instead; relative to the working directory of the backend. */
          path?: string;
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /** Age of the last success from which on the feed is shown as stale. Default: 7 days. */
          staleAfter?: HumanDuration | string;
          /** The data are a demo's: their date is shown, and they never become stale. */
          demo?: boolean;
        };
      };
      /** How long data of feeds is kept that nothing refers to any more. Default: 400 days. */
      retention?: HumanDuration | string;
      /** Bills of materials of devices, CycloneDX 1.2 to 1.7. Not read where this is missing. */
      sbom?: {
        /** Directories of documents; relative to the working directory of the backend. Default: none. */
        directories?: string[];
        /** Fetch the URLs that devices give as spec.device.sbom, from allowed hosts. Default: true. */
        references?: boolean;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Age of the last success from which on the feed is shown as stale. Default: 3 days. */
        staleAfter?: HumanDuration | string;
        /** The data are a demo's: their date is shown, and they never become stale. */
        demo?: boolean;
      };
      /** How feeds are fetched. */
      http?: {
        /** Hosts that feeds may be fetched from, redirects included. */
        allowedHosts?: string[];
        /** Allows addresses of private networks, for a mirror of your own. Default: false. */
        allowPrivateAddresses?: boolean;
        /** Time for one document, retries included. */
        timeout?: HumanDuration | string;
        /** Largest document, decompressed, in bytes. Default: 67108864. */
        maxBytes?: number;
        /** Retries after 429, 5xx and broken connections. Default: 3. */
        maxRetries?: number;
      };
    };

    /** Devices from what scanners, sensors and lists saw. */
    discovery?: {
      /** Largest file that is sent, in bytes. Default: 67108864. */
      maxUploadBytes?: number;
      /** Sources, the most trusted first; they decide where confidence and recency do not. */
      precedence?: string[];
      /** A losing claim of less confidence is no conflict; 0 to 1. Default: 0.5. */
      conflictConfidence?: number;
      /** Days after which a source misses a device, while it goes on seeing others. Default: 30. */
      vanishAfterDays?: number;
      /** When it is looked for devices that are missed. Default: every day. */
      sweepSchedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** What is read on schedule; files that did not change are skipped. */
      sources?: Array<{
        /** Short name; what the source is called on devices. */
        id: string;
        /** What the files are. */
        kind:
          | 'nmap'
          | 'nessus'
          | 'cyclonedx'
          | 'zeek'
          | 'suricata'
          | 'dhcp'
          | 'csv'
          | 'json'
          | 'mud';
        /** File or directory; relative to the working directory of the backend. */
        path?: string;
        /** Address to fetch instead, of a host in patchRisk.feeds.http.allowedHosts. */
        url?: string;
        /** The site that the source watches. */
        site?: string;
        /** Name of a saved mapping; for csv and json. */
        mapping?: string;
        /** What the source sees is managed without anybody's decision. Default: false. */
        adopt?: boolean;
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      }>;
    };

    /** Inventory, matching, assessment and planning, one after the other. */
    pipeline?: {
      /** Default: every 5 minutes; a run that finds nothing new is short. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };

    /** Training of the exploit model on what the feeds say, and drift of all models. */
    models?: {
      /** Default: every 7 days. A new model is used only where it does better on the newest data. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** When the models in use are compared with their training. Default: every day. */
      driftSchedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };

    /** Threads that read feeds, match and score, so that Backstage stays responsive. */
    workers?: {
      /** Default: 1. */
      threads?: number;
      /** Memory of one thread in MiB. Default: 512. */
      maxMemoryMb?: number;
      /**
       * Share of the main thread's time that long work there takes while it lasts, above 0 and up to 1. Default: 0.25.
       * A smaller share keeps the rest of the backend quicker, and the work takes longer.
       */
      mainThreadShare?: number;
    };

    /** The score. */
    assessment?: {
      /** Overrides of the tables in docs/score.md, in the same structure. */
      tables?: object;
      /** Points of the index by which a device must move to enter history and events. Default: 1. */
      moveThreshold?: number;
      /** Findings that one call of a worker thread scores. Default: 1000. */
      chunkFindings?: number;
      /** How long assessments of the past are kept. Default: 400 days. */
      historyRetention?: HumanDuration | string;
      /** Age of the last sight of a device from which on it is not assessed. Default: 30 days. */
      inventoryMaximumAge?: HumanDuration | string;
      /** Age from which on an EPSS value is not used. Default: 7 days. */
      epssMaximumAge?: HumanDuration | string;
    };

    /** Findings that persons set aside. */
    suppression?: {
      /** Longest time in days that a person may choose. Default: 180. */
      maximumDays?: number;
    };

    /** Findings that are set aside wherever they meet all that a rule names; at least one thing must be named. */
    suppressionRules?: Array<{
      cve?: string;
      vendor?: string;
      model?: string;
      /** Name of the zone. */
      zone?: string;
      /** Product or branch that the advisory names; needs cve or vendor beside it. */
      component?: string;
      /** Why these findings need no work. */
      reason: string;
      /** Last day on which the rule holds, YYYY-MM-DD. */
      expires: string;
    }>;

    /** Tasks and their dates. */
    planning?: {
      /** Days until the SLA date by priority. Default: 15, 30, 90, 180. */
      slaDays?: {
        critical?: number;
        high?: number;
        medium?: number;
        low?: number;
      };
      /** When the SLA clock starts. Default: first-finding. */
      clockStart?: 'first-finding' | 'fix-available';
      /** For devices without a site, and where a site says nothing. */
      calendar?: {
        /** IANA time zone. Default: UTC. */
        timeZone?: string;
        /** Country, or country and region, for example DE-BY. Default: none. */
        holidays?: string;
        /** Days that are no business days. Default: saturday and sunday. */
        weekend?: string[];
      };
    };

    /** Reach from the network. Without zones nothing is derived. */
    reach?: {
      /** Zones of the network. Public addresses outside of all of them are the zone `internet`. */
      zones?: Array<{
        name: string;
        /** Blocks of addresses, IPv4 or IPv6; the smallest block around an address counts. */
        networks: string[];
        /** 0, 1, 2, 3, 3.5, 4 or 5. */
        purdueLevel?: number;
        kind: 'internet' | 'dmz' | 'internal' | 'isolated';
      }>;
      /** Logs of sensors, read from where the last run ended. */
      flows?: Array<{
        format: 'zeek' | 'suricata';
        /** Directory, or file; relative to the working directory of the backend. */
        path: string;
        /** Entity ref of the site that the sensor watches, where addresses are used at several. */
        site?: string;
      }>;
      /** Exports of firewalls. A zone reaches a device where all firewalls on the way let it through. */
      firewalls?: Array<{
        name: string;
        path: string;
        format: 'csv' | 'json' | 'iptables' | 'asa';
        /** Names of the columns of a table, where they are not order, action, source, destination, protocol, ports, disabled. */
        columns?: object;
        /** Access list of an ASA, or chain of iptables. Default: the only one, or FORWARD. */
        list?: string;
        /** Zones whose traffic passes it. Default: all. */
        sourceZones?: string[];
        /** Zones behind it. Default: all. */
        destinationZones?: string[];
      }>;
      /** Traffic allowed between zones (IEC 62443). Where given, any other is reported. */
      conduits?: Array<{
        from: string;
        to: string;
        /** For example `tcp/502`. Default: any. */
        ports?: string[];
      }>;
      /** How long flows count after they were last seen. Default: 30 days. */
      flowRetention?: HumanDuration | string;
      /** Rows kept for a device; the seldomest services are summed up beyond it. Default: 200. */
      maxRowsPerDevice?: number;
    };

    /** Configurations of devices and their drift from approved baselines. */
    configuration?: {
      /** Directory with `<namespace>/<name>.json`, `.txt`, `.cfg` or `.conf`. */
      path?: string;
      /** Largest configuration. Default: 4194304. */
      maxBytes?: number;
      /** Snapshots kept for a device, besides its baselines. Default: 20. */
      keepSnapshots?: number;
      /**
       * Key of the digests by which a masked secret is seen to have changed, of at least 16 characters. Default: one made
       * at random and kept in the database.
       * @visibility secret
       */
      digestKey?: string;
      /** Regular expressions of further secrets; the whole match is masked. */
      mask?: string[];
      /** Regular expressions of further lines that are no difference. */
      ignore?: string[];
    };

    /** The outbox. */
    delivery?: {
      /** Default: 1 second. */
      pollInterval?: HumanDuration | string;
      /** How long a replica may hold an item. Default: 1 minute. */
      leaseDuration?: HumanDuration | string;
      /** Time for one call of a sink. Default: 30 seconds. */
      callTimeout?: HumanDuration | string;
      /** Items under way at once for each sink. Default: 4. */
      concurrency?: number;
      /** Attempts after which an item becomes a dead letter. Default: 500. */
      maximumAttempts?: number;
      backoff?: {
        /** Default: 1 second. */
        initial?: HumanDuration | string;
        /** Default: 15 minutes. */
        maximum?: HumanDuration | string;
      };
      /** How often tickets are read back. Default: 1 minute. */
      readBackInterval?: HumanDuration | string;
      /** How long delivered items are kept. Default: 30 days. */
      retention?: HumanDuration | string;
    };

    /** Points that devices or collectors send. */
    telemetry?: {
      /** Largest batch. Default: 4194304. */
      maxBatchBytes?: number;
      /** Lines of a batch. Default: 20000. */
      maxLines?: number;
      /** Longest line. Default: 4096. */
      maxLineBytes?: number;
      /** Metrics of one device. Default: 200. */
      maxMetricsPerDevice?: number;
      /** Batches taken in at once by one replica. Default: 4. */
      maxConcurrentBatches?: number;
      /** Undelivered events from which on batches are put off with 429. Default: 10000. */
      maxBacklog?: number;
      /** What a sender that is put off is told to wait. Default: 30 seconds. */
      retryAfter?: HumanDuration | string;
      /** How far in the future a point may lie. Default: 5 minutes. */
      futureTolerance?: HumanDuration | string;
      /** How long a batch is known as a repetition. Default: 7 days. */
      batchRetention?: HumanDuration | string;
    };
  };
}
