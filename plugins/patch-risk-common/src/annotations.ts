/** Every annotation of Patch Risk begins with this domain. @public */
export const ANNOTATION_DOMAIN = 'patch-risk.io';

/** IANA time zone of a site; SLA dates of its devices are dates in this zone. @public */
export const ANNOTATION_TIME_ZONE = `${ANNOTATION_DOMAIN}/time-zone`;

/** Holiday calendar of a site: a country code, or country-region, for example `DE-BY`. @public */
export const ANNOTATION_HOLIDAYS = `${ANNOTATION_DOMAIN}/holidays`;

/** Jira account id that tickets of an owner are assigned to. @public */
export const ANNOTATION_JIRA_ACCOUNT = `${ANNOTATION_DOMAIN}/jira-account-id`;

/**
 * Key of the discovered device that an entity stands for. The provider of the catalog writes it; on an entity of a
 * person it says that the person's description counts and none is to be provided.
 *
 * @public
 */
export const ANNOTATION_DEVICE_KEY = `${ANNOTATION_DOMAIN}/device-key`;

/** Keys of the discovered devices that a person's entity describes, with commas; the catalog writes it. @public */
export const ANNOTATION_DISCOVERED_AS = `${ANNOTATION_DOMAIN}/discovered-as`;
