import type { estypes } from '@elastic/elasticsearch';

type Properties = Record<string, estypes.MappingProperty>;

/**
 * What stands in for a mapping type on a server without it. The small build of Elasticsearch that tests and the demo run
 * lacks these; every full distribution has them.
 */
const PLAIN: Record<string, 'text' | 'keyword'> = {
  match_only_text: 'text',
  constant_keyword: 'keyword',
  wildcard: 'keyword',
};

/** The same mapping with the plain types. */
export function replaceTypes(properties: Properties): Properties {
  const result: Properties = {};
  for (const [name, property] of Object.entries(properties)) {
    const type = property.type && PLAIN[property.type];
    if (type) {
      result[name] = { type };
    } else if ('properties' in property && property.properties) {
      result[name] = {
        properties: replaceTypes(property.properties),
      };
    } else {
      result[name] = property;
    }
  }
  return result;
}
