/** What the catalog knows the provider's entities by: no other source may replace or remove them, nor they another's. */
export const PROVIDER_LOCATION = 'patch-risk:discovery';
