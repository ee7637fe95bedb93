/** Where events go, read from `patchRisk.elasticsearch`. */
export type ElasticsearchSettings = {
  namespace: string;
  batchSize: number;
} & (
  | { kind: 'file'; file: string }
  | {
      kind: 'cluster';
      nodes: string[];
      auth?: { username: string; password: string } | { apiKey: string };
      caFile?: string;
      requestTimeoutMs: number;
      setUpTemplates: boolean;
    }
);
