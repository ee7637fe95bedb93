import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { basicAuthorization } from '../http/basicAuthorization';
import type { TaxiiAccess } from './TaxiiAccess';

/**
 * Reads user and password, or a token, and the collections of a TAXII server.
 *
 * @param config - an item of `patchRisk.feeds.stix`
 * @throws InputError without the secrets
 */
export function readTaxiiAccess(
  config: Config,
  options: { key: string; url: string },
): TaxiiAccess {
  const { key, url } = options;
  const user = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  const token = config.getOptionalString('token');
  if (user !== undefined && password === undefined) {
    throw new InputError(
      `Config ${key}.username is '${user}' without a password; set both, or a token alone`,
    );
  }
  if (user === undefined && password !== undefined) {
    throw new InputError(
      `Config ${key}.password is set without a username; set both, or a token alone`,
    );
  }
  if (user !== undefined && token !== undefined) {
    throw new InputError(
      `Config ${key} has both a username and a token; keep the one that the server takes`,
    );
  }
  let authorization: string | undefined;
  if (token !== undefined) {
    authorization = `Bearer ${token}`;
  } else if (user !== undefined && password !== undefined) {
    authorization = basicAuthorization(user, password);
  }
  return {
    url,
    authorization,
    collections: config.getOptionalStringArray('collections') ?? [],
  };
}
