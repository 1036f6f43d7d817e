import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Dial } from '../../src/media/dial.ts';
import type { ResolveName } from '../../src/media/resolve-name.ts';

/** The only addresses on the internet of this world. Whatever else is dialled is a hole in the guard. */
export const PUBLIC_V4 = '93.184.216.34';
export const PUBLIC_V6 = '2606:2800:220:1:248:1893:25c8:1946';
const REACHABLE: readonly string[] = [PUBLIC_V4, PUBLIC_V6];
const REACHABLE_PORTS: readonly number[] = [80, 443];
const PUBLIC_HOSTS: readonly string[] = ['public.test', 'other.test', 'xn--bcher-kva.test'];

export interface Hop {
  readonly status: number;
  readonly location: string;
}

export interface Payload {
  readonly group: string;
  readonly url: string;
  /** What a name server says about names of this payload, question after question; the last answer stays. */
  readonly answers?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** What the local server answers, request after request; afterwards 200. */
  readonly hops?: readonly Hop[];
  /** It is not forbidden to fetch this; only to dial anything that is not public while doing so. */
  readonly mayFinish?: boolean;
}

export interface Dialled {
  readonly address: string;
  readonly port: number;
}

/** A small internet: names and addresses are made up, and every connection ends at one server on loopback. */
export interface World {
  readonly resolve: ResolveName;
  readonly dial: Dial;
  /** Forgets what was dialled, and answers for this payload from now on. */
  enter(payload: Payload): void;
  dialled(): readonly Dialled[];
  /** What was dialled and is not on this internet, or not on an allowed port. */
  holes(): readonly Dialled[];
}

export async function createWorld(): Promise<World> {
  let payload: Payload = { group: 'none', url: '' };
  let requests = 0;
  let questions = new Map<string, number>();
  let dialled: Dialled[] = [];
  const server = createServer((_request, response) => {
    const hop = payload.hops?.[requests];
    requests += 1;
    const location = hop ? { location: hop.location } : {};
    response.writeHead(hop?.status ?? 200, { ...location, connection: 'close' }).end('the secret');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    async resolve(hostname) {
      const name = hostname.toLowerCase().replace(/\.$/, '');
      const answers = payload.answers?.[name];
      if (!answers && PUBLIC_HOSTS.includes(name)) return [PUBLIC_V4];
      if (!answers) throw new Error(`the test says nothing about ${name}`);
      const asked = questions.get(name) ?? 0;
      questions.set(name, asked + 1);
      return answers[Math.min(asked, answers.length - 1)] ?? [];
    },
    dial(target) {
      dialled.push({ address: target.address, port: target.port });
      return new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port }, () => resolve(socket)).once('error', reject);
      });
    },
    enter(next) {
      payload = next;
      requests = 0;
      questions = new Map();
      dialled = [];
    },
    dialled: () => dialled,
    holes: () =>
      dialled.filter(
        ({ address, port: to }) => !REACHABLE.includes(address) || !REACHABLE_PORTS.includes(to),
      ),
  };
}
