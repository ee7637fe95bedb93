import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import {
  entityRouteParams,
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';

/** Leads to the catalog page of an entity. */
export function EntityLink(props: {
  entityRef: string;
  /** Shown instead of the entity's own title. */
  title?: string;
}) {
  const { entityRef, title } = props;
  const entityRoute = useRouteRef(entityRouteRef);
  const { primaryTitle } = useEntityPresentation(entityRef);
  return (
    <Link
      href={entityRoute(entityRouteParams(entityRef, { encodeParams: true }))}
    >
      {title ?? primaryTitle}
    </Link>
  );
}
