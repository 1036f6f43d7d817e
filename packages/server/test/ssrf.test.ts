import dns from 'node:dns';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDownloader } from '../src/media/download.ts';
import { createNameResolver } from '../src/media/resolve-name.ts';
import { ssrfPayloads } from './support/ssrf-corpus.ts';
import { nameServer } from './support/ssrf-name-server.ts';
import { checkedTooEarly, SURFACES, unguarded, type Surface } from './support/ssrf-surfaces.ts';
import {
  createWorld,
  PUBLIC_V4,
  PUBLIC_V6,
  type Dialled,
  type Payload,
  type World,
} from './support/ssrf-world.ts';

const PAYLOADS = ssrfPayloads();

function spies() {
  return { connect: vi.spyOn(Socket.prototype, 'connect'), lookup: vi.spyOn(dns, 'lookup') };
}

let spied: ReturnType<typeof spies>;

beforeEach(() => {
  spied = spies();
  onTestFinished(() => void vi.restoreAllMocks());
});

/** Whom this process really connected to, whoever asked for it, and what it asked the system's resolver for. */
function reallyMet(): Set<unknown> {
  const connections = spied.connect.mock.calls.map((call: unknown[]) => {
    const [options] = call.flat();
    return (options as { host?: string }).host;
  });
  // A server that listens looks its own address up.
  return new Set([...connections, ...spied.lookup.mock.calls.map(([hostname]) => hostname)]);
}

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-ssrf-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** `URL` refuses these, or undici does; other parsers do not. */
const HARMLESS_TO_BROWSERS = ['other schemes', 'redirects from https to http'];

interface Finding {
  readonly group: string;
  readonly url: string;
  readonly problem: string;
}

interface Tally {
  readonly ran: number;
  readonly dials: number;
  /** Connections that would have gone to a blocked address or port. */
  readonly holes: readonly Finding[];
  /** Payloads that ended otherwise than with a refusal, or whose refusal says where a name led. */
  readonly surprises: readonly Finding[];
}

async function run(surface: Surface, world: World, payloads: readonly Payload[]): Promise<Tally> {
  const holes: Finding[] = [];
  const surprises: Finding[] = [];
  let dials = 0;
  for (const payload of payloads) {
    world.enter(payload);
    const { group, url } = payload;
    const { kind, why } = await surface.fetch(url);
    dials += world.dialled().length;
    for (const { address, port } of world.holes())
      holes.push({ group, url, problem: `dialled ${address}:${port}` });
    const expected = payload.mayFinish === true || kind === 'refused';
    const told = Object.values(payload.answers ?? {}).flat(2);
    if (!expected || told.some((address) => why.includes(address) && !url.includes(address)))
      surprises.push({ group, url, problem: `${kind}: ${why}` });
  }
  return { ran: payloads.length, dials, holes, surprises };
}

test('the corpus has at least 500 distinct payloads', () => {
  expect(new Set(PAYLOADS.map((payload) => payload.url)).size).toBe(PAYLOADS.length);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(500);
});

describe(`${PAYLOADS.length} payloads against ${Object.keys(SURFACES).length} surfaces`, () => {
  test.each(Object.entries(SURFACES))('%s dials no blocked address', async (_name, make) => {
    const world = await createWorld();
    const surface = make({ world, directory: await scratch() });
    const tally = await run(surface, world, PAYLOADS);
    expect(tally.holes).toEqual([]);
    expect(tally.surprises).toEqual([]);
    expect(tally.ran).toBe(PAYLOADS.length);
    // Redirects and rebinding do begin at a public address, so something was dialled.
    expect(tally.dials).toBeGreaterThan(0);
    expect(reallyMet()).toEqual(new Set(['127.0.0.1']));
  });

  test('the corpus catches a program without a guard, and even then nothing leaves this machine', async () => {
    const world = await createWorld();
    const tally = await run(unguarded({ world, directory: '' }), world, PAYLOADS);
    expect(new Set(tally.holes.map((hole) => hole.url)).size).toBeGreaterThanOrEqual(500);
    const groups = new Set(tally.holes.map((hole) => hole.group));
    // No group is there for show: a browser's reading of each leads inside.
    const live = PAYLOADS.map((payload) => payload.group).filter(
      (group) => !HARMLESS_TO_BROWSERS.includes(group),
    );
    expect([...new Set(live)].filter((group) => !groups.has(group))).toEqual([]);
    expect(reallyMet()).toEqual(new Set(['127.0.0.1']));
  });

  test('the corpus catches a guard that checks one answer of the name server and uses the next', async () => {
    const world = await createWorld();
    const rebinding = PAYLOADS.filter((payload) => payload.group === 'rebinding');
    const tally = await run(checkedTooEarly({ world, directory: '' }), world, rebinding);
    expect(new Set(tally.holes.map((hole) => hole.url)).size).toBe(rebinding.length);
  });
});

describe('what is allowed', () => {
  const ADDRESSES = [
    'https://public.test/',
    'https://PUBLIC.test./picture.png?a=%20b#c',
    'https://public.test:443/',
    'https://b\u00fccher.test/',
    `https://${PUBLIC_V4}/`,
    `https://[${PUBLIC_V6}]/`,
    'https://1572395042/',
  ];

  test.each(Object.entries(SURFACES))(
    '%s reaches public addresses, at the address that was checked',
    async (_name, make) => {
      const world = await createWorld();
      const surface = make({ world, directory: await scratch() });
      for (const url of ADDRESSES) {
        world.enter({ group: 'allowed', url });
        expect(await surface.fetch(url)).toEqual({ kind: 'done', why: '' });
        expect(world.dialled()).toEqual([{ address: url.includes('[') ? PUBLIC_V6 : PUBLIC_V4, port: 443 }]);
      }
    },
  );

  test.each(Object.entries(SURFACES))(
    '%s reaches another port when the operator allows it',
    async (_name, make) => {
      const world = await createWorld();
      const directory = await scratch();
      const url = 'https://public.test:8443/';
      world.enter({ group: 'allowed', url });
      expect(await make({ world, directory }).fetch(url)).toMatchObject({
        kind: 'refused',
        why: 'The port is 8443; allowed are 80, 443.',
      });
      expect(world.dialled()).toEqual([]);
      expect(await make({ world, directory, extraPorts: [8443] }).fetch(url)).toMatchObject({ kind: 'done' });
      expect(world.dialled()).toEqual([{ address: PUBLIC_V4, port: 8443 }]);
    },
  );

  test('a download follows three redirects, checking and dialling each anew', async () => {
    const world = await createWorld();
    const surface = SURFACES['the download of images']({ world, directory: await scratch() });
    const url = 'http://public.test/';
    const hops = ['//other.test/a', 'https://public.test/b', '/c'].map((location) => ({
      status: 302,
      location,
    }));
    world.enter({ group: 'allowed', url, hops });
    expect(await surface.fetch(url)).toEqual({ kind: 'done', why: '' });
    expect(world.dialled().map((dialled) => dialled.port)).toEqual([80, 80, 443, 443]);
  });

  test('a webhook goes to https only', async () => {
    const world = await createWorld();
    const surface = SURFACES['the delivery of webhooks']({ world, directory: '' });
    expect((await surface.fetch('http://public.test/')).why).toMatch(/^The scheme is http/);
    expect(world.dialled()).toEqual([]);
  });
});

function asking(world: World, server: string): World {
  return { ...world, resolve: createNameResolver({ servers: [server] }) };
}

describe('with a name server that changes its mind', () => {
  test('a redirect to the same name is looked up and refused when the name has moved inside', async () => {
    let questions = 0;
    const server = await nameServer(() => {
      questions += 1;
      return [questions === 1 ? PUBLIC_V4 : '127.0.0.1'];
    });
    const world = asking(await createWorld(), server);
    const url = 'http://rebinding.test/';
    world.enter({ group: 'rebinding', url, hops: [{ status: 302, location: '/again' }] });
    const surface = SURFACES['the download of images']({ world, directory: await scratch() });
    expect(await surface.fetch(url)).toEqual({
      kind: 'refused',
      why: 'rebinding.test is not a public address; only those can be reached.',
    });
    expect(world.dialled()).toEqual([{ address: PUBLIC_V4, port: 80 }]);
    expect(questions).toBe(2);
  });

  test.each(Object.entries(SURFACES))('%s asks once and goes where the answer said', async (_name, make) => {
    const answers = [[PUBLIC_V4], ['10.0.0.1'], [PUBLIC_V4, '10.0.0.1']];
    const dialled: Dialled[] = [];
    const server = await nameServer(() => answers.shift() ?? ['127.0.0.1']);
    const world = asking(await createWorld(), server);
    const surface = make({ world, directory: await scratch() });
    const kinds: string[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      world.enter({ group: 'rebinding', url: '' });
      kinds.push((await surface.fetch('https://rebinding.test/')).kind);
      dialled.push(...world.dialled());
    }
    expect(kinds).toEqual(['done', 'refused', 'refused', 'refused']);
    expect(dialled).toEqual([{ address: PUBLIC_V4, port: 443 }]);
  });

  test('a name that does not exist cannot be reached, and this machine is never asked for from a name server', async () => {
    const asked: string[] = [];
    const server = await nameServer((name) => {
      asked.push(name);
      return null;
    });
    const world = asking(await createWorld(), server);
    const surface = SURFACES['the download of images']({ world, directory: await scratch() });
    expect(await surface.fetch('http://nowhere.test/')).toEqual({
      kind: 'failed',
      why: 'Its host name could not be resolved to an address.',
    });
    expect((await surface.fetch('http://localhost/')).kind).toBe('refused');
    expect((await surface.fetch('http://a.LocalHost./')).kind).toBe('refused');
    expect(asked).toEqual(['nowhere.test']);
  });

  test('a name server that keeps silent costs no more than the time to connect, and the caller may leave earlier', async () => {
    const leaving = new AbortController();
    const server = await nameServer((name) => {
      if (name === 'left.test') leaving.abort(new Error('the worker stops'));
      return 'silence';
    });
    const world = asking(await createWorld(), server);
    const directory = await scratch();
    const wanted = {
      url: 'http://silent.test/',
      kind: 'image',
      toPath: join(directory, 'a'),
      mostBytes: 9,
    } as const;
    const hasty = createDownloader({ ...world, allowLoopback: false, limits: { connectMilliseconds: 100 } });
    expect(await hasty.download(wanted, new AbortController().signal)).toMatchObject({ kind: 'unreachable' });
    const patient = createDownloader({ ...world, allowLoopback: false });
    const left = patient.download({ ...wanted, url: 'http://left.test/' }, leaving.signal);
    await expect(left).rejects.toThrow('the worker stops');
    expect(world.dialled()).toEqual([]);
  });
});
