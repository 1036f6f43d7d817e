import { isIP, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { isLoopbackAddress, isPublicAddress } from '../kernel/public-address.ts';
import { dialNetwork, DialTimeoutError, type Dial } from './dial.ts';
import { readLocation, readUrl, type UrlCheck } from './guarded-url.ts';
import { createNameResolver, isLocalhost, type ResolveName } from './resolve-name.ts';

export interface AddressGuardOptions {
  /** Lets loopback addresses through on any port, for development. */
  readonly allowLoopback: boolean;
  /** Ports besides 80 and 443, 1..65535. */
  readonly extraPorts?: readonly number[];
  /** Where `http:` may lead; `https:` may lead to every allowed address. */
  readonly plainHttp: 'anywhere' | 'loopback';
  /** For the look-up, and again for all attempts to connect together. */
  readonly connectMilliseconds: number;
  readonly resolve?: ResolveName;
  readonly dial?: Dial;
}

/** The one gate for everything that dials an address which a stranger chose. */
export interface AddressGuard {
  /** Checks what can be checked without the network: form, scheme, credentials, port, a literal address. */
  checkUrl(text: string): UrlCheck;
  /** The same for the `Location` of a redirect. */
  checkRedirect(from: URL, location: string): UrlCheck;
  /**
   * A connector for undici that resolves, checks every address and dials the very addresses it checked. It fails with
   * `BlockedAddressError` or `NameLookupError`, or with what the dialling failed with. After `signal` nothing is dialled.
   */
  connector(signal?: AbortSignal): buildConnector.connector;
}

/** The message is a sentence for the caller; it never holds an address that a name led to. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/** The name has no address, or nobody told us one in time. */
export class NameLookupError extends Error {
  override readonly name = 'NameLookupError';
}

const USUAL_PORTS = [80, 443];
/** A name with more addresses than this is tried at the first ones; all of them are checked. */
const MOST_DIALS = 3;

interface Destination {
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
}

export function createAddressGuard(options: AddressGuardOptions): AddressGuard {
  const { resolve = createNameResolver(), dial = dialNetwork, connectMilliseconds } = options;
  const refusal = refusalRule(options);
  const checked = (check: UrlCheck): UrlCheck => {
    if (check.kind === 'refused') return check;
    const why = refusal(destinationOf(check.url), null);
    return why === null ? check : { kind: 'refused', why };
  };

  async function open(destination: Destination, signal: AbortSignal | undefined): Promise<Socket> {
    const addresses = await addressesOf(destination.hostname, resolve, connectMilliseconds, signal);
    for (const address of addresses) {
      const why = refusal(destination, address);
      if (why !== null) throw new BlockedAddressError(why);
    }
    signal?.throwIfAborted();
    return dialFirst(addresses.slice(0, MOST_DIALS), destination, dial, connectMilliseconds, signal);
  }

  return {
    checkUrl: (text) => checked(readUrl(text)),
    checkRedirect: (from, location) => checked(readLocation(from, location)),
    connector: (signal) => (target, callback) => {
      const secure = target.protocol === 'https:';
      const port = portOf(target.port, secure);
      void handOver(open({ hostname: bare(target.hostname), port, secure }, signal), callback);
    },
  };
}

async function handOver(opening: Promise<Socket>, callback: buildConnector.Callback): Promise<void> {
  let socket: Socket;
  try {
    socket = await opening;
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)), null);
    return;
  }
  callback(null, socket);
}

type Refusal = (destination: Destination, address: string | null) => string | null;

/**
 * Says why a destination may not be dialled at an address that it led to, or null when it may. With the address not
 * known yet (null), it refuses only what no address could mend.
 */
function refusalRule({ allowLoopback, extraPorts = [], plainHttp }: AddressGuardOptions): Refusal {
  const ports = new Set([...USUAL_PORTS, ...extraPorts]);
  const allowed = [...ports].sort((a, b) => a - b).join(', ');
  return ({ hostname, port, secure }, resolved) => {
    const address = resolved ?? knownAddress(hostname);
    if (allowLoopback && (address === null || isLoopbackAddress(address))) return null;
    if (address !== null && !isPublicAddress(address))
      return `${hostname} is not a public address; only those can be reached.`;
    if (!secure && plainHttp === 'loopback')
      return 'The scheme is http; this address is not https, as it must be.';
    if (!ports.has(port)) return `The port is ${port}; allowed are ${allowed}.`;
    return null;
  };
}

/** The address that a host means without any look-up. */
function knownAddress(hostname: string): string | null {
  if (isIP(hostname) !== 0) return hostname;
  return isLocalhost(hostname) ? '127.0.0.1' : null;
}

async function addressesOf(
  hostname: string,
  resolve: ResolveName,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  const limit = AbortSignal.timeout(milliseconds);
  const addresses = await resolve(hostname, signal ? AbortSignal.any([signal, limit]) : limit).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      throw new NameLookupError(`no address of ${hostname}`, { cause: error });
    },
  );
  if (addresses.length === 0) throw new NameLookupError(`no address of ${hostname}`);
  return addresses;
}

/** Tries checked addresses in turn, sharing the time among them, until one answers. */
async function dialFirst(
  addresses: readonly string[],
  destination: Destination,
  dial: Dial,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  const timeoutMilliseconds = Math.ceil(milliseconds / addresses.length);
  let failure: unknown = new DialTimeoutError('nothing to dial');
  for (const address of addresses) {
    signal?.throwIfAborted();
    try {
      return await dial({ ...destination, address, timeoutMilliseconds });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function destinationOf(url: URL): Destination {
  const secure = url.protocol === 'https:';
  return { hostname: bare(url.hostname), port: portOf(url.port, secure), secure };
}

/** URLs write IPv6 in brackets. */
function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function portOf(port: string, secure: boolean): number {
  if (port !== '') return Number(port);
  return secure ? 443 : 80;
}
