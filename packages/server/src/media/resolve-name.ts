import { promises as dns } from 'node:dns';

/**
 * Finds every address of a host name. Rejects when the name does not exist or nobody answers; an empty list is a name
 * without addresses. `signal` ends the waiting.
 */
export type ResolveName = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface ResolverOptions {
  /** `address:port` of name servers; the system's when absent. */
  readonly servers?: readonly string[];
}

/** The questions go out again once, so an answer or a failure is there after about twice this. */
const TRY_MILLISECONDS = 2_500;
const TRIES = 2;

/**
 * Asks name servers itself and not through the system's `getaddrinfo`: that one occupies a thread of the four that also
 * serve all file access, so a stranger's slow name servers would stop the whole process; and it reads the hosts file
 * and search domains, which are nobody's business but the operator's. IPv4 comes first: a machine without an IPv6
 * route is common, one without IPv4 is not.
 */
export function createNameResolver(options: ResolverOptions = {}): ResolveName {
  return async (hostname, signal) => {
    signal.throwIfAborted();
    if (isLocalhost(hostname)) return ['127.0.0.1', '::1'];
    // One for each name: cancelling a resolver cancels all of its questions.
    const resolver = new dns.Resolver({ timeout: TRY_MILLISECONDS, tries: TRIES });
    if (options.servers) resolver.setServers(options.servers);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await bothFamilies(resolver, hostname);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

async function bothFamilies(resolver: dns.Resolver, hostname: string): Promise<string[]> {
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = answers;
  if (addresses.length === 0 && first.status === 'rejected') throw first.reason;
  return addresses;
}

/** RFC 6761: these names always mean this machine, whatever a name server says. */
export function isLocalhost(hostname: string): boolean {
  return /(?:^|\.)localhost\.?$/i.test(hostname);
}
