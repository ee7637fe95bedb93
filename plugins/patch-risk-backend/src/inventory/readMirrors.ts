import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_HOLIDAYS,
  ANNOTATION_JIRA_ACCOUNT,
  ANNOTATION_TIME_ZONE,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { IANAZone } from 'luxon';
import type { OwnerMirror, SiteMirror } from '../database/DeviceMirrorStore';

const MAX_TITLE = 200;

/** The title of an entity, or its name, short enough for a column. */
export function titleOf(entity: Entity): string {
  const profile = entity.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  const title = entity.metadata.title ?? displayName ?? entity.metadata.name;
  return String(title)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, MAX_TITLE);
}

function annotation(entity: Entity | undefined, name: string) {
  return entity?.metadata.annotations?.[name]?.trim() || undefined;
}

/** What is kept of a site; a time zone that does not exist is left out, so that dates fall back to the default. */
export function readSite(entityRef: string, entity: Entity): SiteMirror {
  const timeZone = annotation(entity, ANNOTATION_TIME_ZONE);
  return {
    entityRef,
    title: titleOf(entity),
    timeZone: timeZone && IANAZone.isValidZone(timeZone) ? timeZone : undefined,
    holidays: annotation(entity, ANNOTATION_HOLIDAYS)?.slice(0, 40),
  };
}

/** What is kept of an owner; one that the catalog lacks is kept by its ref. */
export function readOwner(
  entityRef: string,
  entity: Entity | undefined,
): OwnerMirror {
  return {
    entityRef,
    title: entity ? titleOf(entity) : entityRef,
    jiraAccountId: annotation(entity, ANNOTATION_JIRA_ACCOUNT)?.slice(0, 200),
  };
}
