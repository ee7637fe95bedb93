import type {
  ComponentPage,
  ListComponentDevices,
  ListComponentDevices200Response,
  ListComponents,
  ListOwnAdvisories,
  ListOwnAdvisories200Response,
  OwnAdvisory,
  OwnAdvisoryContent,
  OwnAdvisoryPreview,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/**
 * What the components page asks of the Patch Risk backend.
 *
 * @public
 */
export interface ComponentRequests {
  list(query: ListComponents['query']): Promise<ComponentPage>;
  listDevices(
    componentId: string,
    query: ListComponentDevices['query'],
  ): Promise<ListComponentDevices200Response>;
  listAdvisories(
    query: ListOwnAdvisories['query'],
  ): Promise<ListOwnAdvisories200Response>;
  /** What an advisory would concern; nothing is stored. */
  previewAdvisory(content: OwnAdvisoryContent): Promise<OwnAdvisoryPreview>;
  createAdvisory(content: OwnAdvisoryContent): Promise<OwnAdvisory>;
  /** Replaces the content; a withdrawn advisory is published again. */
  updateAdvisory(
    advisoryId: string,
    content: OwnAdvisoryContent,
  ): Promise<OwnAdvisory>;
  withdrawAdvisory(advisoryId: string): Promise<OwnAdvisory>;
}
