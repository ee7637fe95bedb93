import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { entityName } from '../format/entityName';

/** Titles of entities as the catalog shows them; the names in their refs until they are known. */
export function useEntityTitles(
  entityRefs: string[],
): (entityRef: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const [titles, setTitles] = useState(new Map<string, string>());
  const key = entityRefs.join('\n');
  useEffect(() => {
    let isCurrent = true;
    if (presentation && key !== '') {
      const asked = key.split('\n').map(async entityRef => {
        const { primaryTitle } = await presentation.forEntity(entityRef)
          .promise;
        return [entityRef, primaryTitle] as const;
      });
      Promise.all(asked).then(
        known => isCurrent && setTitles(new Map(known)),
        () => undefined, // The names stay.
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [presentation, key]);
  return entityRef => titles.get(entityRef) ?? entityName(entityRef);
}
