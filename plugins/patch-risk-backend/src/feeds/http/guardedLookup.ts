import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { NotAllowedError } from '@backstage/errors';
import { isPublicAddress } from './isPublicAddress';

/**
 * Resolves a host name and hands on only public addresses. The connection goes to the very address
 * that was checked, so a name that changes between check and use leads nowhere.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, []);
      return;
    }
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    if (refused || addresses.length === 0) {
      const message = `Host ${hostname} resolves to an address that is not public; set patchRisk.feeds.http.allowPrivateAddresses if that is right`;
      // The code keeps the retry interceptor from trying again.
      callback(
        Object.assign(new NotAllowedError(message), {
          code: 'ERR_ADDRESS_NOT_ALLOWED',
        }),
        [],
      );
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, addresses[0].address, addresses[0].family);
    }
  });
};
