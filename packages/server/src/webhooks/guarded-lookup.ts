import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from '../kernel/public-address.ts';

/** The receiver's address is one that we do not call. */
class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';

  constructor(host: string) {
    super(`${host} is not a public address`);
  }
}

export type MayCall = (address: string) => boolean;

/** Which addresses may be called. Loopback is for development, where the receiver runs beside the server. */
export function addressRule(allowLoopback: boolean): MayCall {
  return (address) => isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));
}

/** Literal addresses are never looked up, so they are checked on their own. */
export function refuseLiteralAddress(hostname: string, mayCall: MayCall): void {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  if (isIP(bare) !== 0 && !mayCall(bare)) throw new BlockedAddressError(hostname);
}

/**
 * Resolves a name for a connection and refuses it when any of its addresses may not be called. The connection is made
 * to the very addresses that were checked, so a name cannot change its mind in between.
 */
export function guardedLookup(mayCall: MayCall): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !mayCall(address)))
        return callback(new BlockedAddressError(hostname), '', 0);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
