/** Version of the Elastic Common Schema that the documents follow. */
export const ECS_VERSION = '9.4.0';
