import type { estypes } from '@elastic/elasticsearch';
import { ECS_VERSION } from '../documents/ecsVersion';
import { ecsProperties, patchRiskProperties } from './mappings';
import { replaceTypes } from './replaceTypes';

/** Grows with every change of the templates; a cluster with this version or a newer one is left as it is. */
export const TEMPLATE_VERSION = 1;

const META = { managed_by: 'patch-risk', ecs_version: ECS_VERSION };

/**
 * Component and index templates of `logs-patchrisk.*`. Priority 250 puts them before the `logs-*-*` template that
 * Elasticsearch ships (100) and those of integrations (200). Fields that we do not know, added by an ingest pipeline for
 * example, are stored and not indexed, so that neither side's upgrade makes documents unacceptable.
 */
export function templates(options: { plainTypes: boolean }): {
  components: estypes.ClusterPutComponentTemplateRequest[];
  index: estypes.IndicesPutIndexTemplateRequest;
} {
  const types = options.plainTypes
    ? replaceTypes
    : (properties: typeof ecsProperties) => properties;
  return {
    components: [
      {
        name: 'patch-risk-ecs-mappings',
        version: TEMPLATE_VERSION,
        _meta: META,
        template: { mappings: { properties: types(ecsProperties) } },
      },
      {
        name: 'patch-risk-mappings',
        version: TEMPLATE_VERSION,
        _meta: META,
        template: { mappings: { properties: types(patchRiskProperties) } },
      },
    ],
    index: {
      name: 'logs-patchrisk',
      index_patterns: ['logs-patchrisk.*-*'],
      priority: 250,
      version: TEMPLATE_VERSION,
      _meta: META,
      composed_of: ['patch-risk-ecs-mappings', 'patch-risk-mappings'],
      data_stream: {},
      template: { mappings: { dynamic: false } },
    },
  };
}
