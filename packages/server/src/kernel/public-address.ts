import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * IPv4 that no stranger's URL may mean: all of the IANA special-purpose registry, whether or not it counts as
 * "globally reachable" there, and one cloud address that lies among the public ones.
 */
const BLOCKED_V4 = [
  '0.0.0.0/8', // this network, unspecified: RFC 791
  '10.0.0.0/8', // private: RFC 1918
  '100.64.0.0/10', // carrier-grade NAT: RFC 6598; Alibaba's metadata is 100.100.100.200
  '127.0.0.0/8', // loopback: RFC 1122
  '168.63.129.16/32', // Azure's wire server: looks public, answers only inside
  '169.254.0.0/16', // link-local: RFC 3927; metadata of most clouds
  '172.16.0.0/12', // private: RFC 1918
  '192.0.0.0/24', // protocol assignments: RFC 6890; Oracle's metadata is 192.0.0.192
  '192.0.2.0/24', // documentation: RFC 5737
  '192.31.196.0/24', // AS112: RFC 7535
  '192.52.193.0/24', // AMT relays: RFC 7450
  '192.88.99.0/24', // 6to4 relays: RFC 7526
  '192.168.0.0/16', // private: RFC 1918
  '192.175.48.0/24', // AS112: RFC 7534
  '198.18.0.0/15', // benchmarks: RFC 2544
  '198.51.100.0/24', // documentation: RFC 5737
  '203.0.113.0/24', // documentation: RFC 5737
  '224.0.0.0/4', // multicast: RFC 5771
  '240.0.0.0/4', // reserved, and broadcast: RFC 1112, RFC 919
] as const;

/** The only IPv6 that is given to hosts on the internet. Loopback, v4-mapped, NAT64, ULA and the like lie outside. */
const GLOBAL_V6 = '2000::/3';

/** What is not for us inside `GLOBAL_V6`. */
const BLOCKED_V6 = [
  '2001::/23', // protocol assignments: RFC 2928; Teredo, benchmarks (2001:2::/48), AMT, AS112, ORCHID
  '2001:db8::/32', // documentation: RFC 3849
  '2002::/16', // 6to4, embeds IPv4: RFC 3056
  '2620:4f:8000::/48', // AS112: RFC 7534
  '3ffe::/16', // the 6bone, given back: RFC 3701
  '3fff::/20', // documentation: RFC 9637
] as const;

/**
 * True for an IP address in its ordinary spelling that any host on the internet could have. False for everything else:
 * names, other spellings (`0x7f.1`), zone ids, and every IPv6 address that carries an IPv4 address inside, public or not.
 */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address);
  if (family === 4) return !isV4Within(address, BLOCKED_V4);
  if (family === 6)
    return isV6Within(address, [GLOBAL_V6]) && !isV6Within(address, BLOCKED_V6) && !isIsatap(address);
  return false;
}

/** True for `127.0.0.0/8` and `::1`, and not for their IPv4-in-IPv6 disguises. */
export function isLoopbackAddress(address: string): boolean {
  const family = familyOf(address);
  if (family === 4) return isV4Within(address, ['127.0.0.0/8']);
  return family === 6 && isV6Within(address, ['::1/128']);
}

/** Node's own reading is strict: four decimal parts without leading zeros. A zone id means a link of this machine. */
function familyOf(address: string): number {
  return address.includes('%') ? 0 : isIP(address);
}

function isV4Within(address: string, ranges: readonly string[]): boolean {
  const parsed = ipaddr.IPv4.parse(address);
  return ranges.some((range) => parsed.match(ipaddr.IPv4.parseCIDR(range)));
}

function isV6Within(address: string, ranges: readonly string[]): boolean {
  const parsed = ipaddr.IPv6.parse(address);
  return ranges.some((range) => parsed.match(ipaddr.IPv6.parseCIDR(range)));
}

/** An interface id `[02]00:5efe:a.b.c.d` under any prefix is a tunnel to that IPv4 address: RFC 5214. */
function isIsatap(address: string): boolean {
  const { parts } = ipaddr.IPv6.parse(address);
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
}
