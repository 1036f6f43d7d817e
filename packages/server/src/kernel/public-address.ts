import ipaddr from 'ipaddr.js';

/** True for an IP address that anybody on the internet could mean; false for loopback, private, link-local and such. */
export function isPublicAddress(address: string): boolean {
  return rangeOf(address) === 'unicast';
}

export function isLoopbackAddress(address: string): boolean {
  return rangeOf(address) === 'loopback';
}

/** Of an IPv4 address in IPv6 clothes (`::ffff:127.0.0.1`) the IPv4 address counts. */
function rangeOf(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).range() : 'invalid';
}
