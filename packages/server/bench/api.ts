/**
 * `npm run bench:api`: what the API does a second, each figure beside the least that the machine can do in the same run: a
 * bare hono route for requests, a bare INSERT for durable ones. The server, its PostgreSQL and the load share this machine;
 * rounds alternate so that drift hits both. `npm run bench:api -- submits reads` runs only those parts.
 */
import { bareInserts, steadyInserts } from './bare-insert.ts';
import { holdListeners } from './hold-listeners.ts';
import { load, type LoadResult, steadyLoad } from './load.ts';
import { median, percentile } from './percentile.ts';
import { KEY, openScene, type Scene } from './scene.ts';
import { deliverWebhooks } from './webhook-load.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;
const STEADY_PER_SECOND = 300;
/** 1 % of the submits are 30: one stall of the disk is not all that is seen. */
const STEADY_SECONDS = 10;
const LISTENERS = 2_000;
const WEBHOOKS = 4_000;

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const body = JSON.stringify({ prompt: 'A red kite over a green hill, pan left', seed: 7 });
const submit = { method: 'POST', path: '/v1/kling/generate', headers, body } as const;

interface Bench {
  readonly scene: Scene;
  readonly server: string;
  readonly bare: string;
}

function perSecond(results: readonly LoadResult[]): number {
  return median(results.map((result) => result.perSecond));
}

/** The median of the rounds' own ratios. */
function ratio(ours: readonly LoadResult[], theirs: readonly LoadResult[]): string {
  return median(ours.map((one, index) => one.perSecond / (theirs[index]?.perSecond ?? Number.NaN))).toFixed(
    3,
  );
}

function latencies(results: readonly LoadResult[]): string {
  const p50 = median(results.map((result) => result.p50Milliseconds)).toFixed(1);
  const p99 = median(results.map((result) => result.p99Milliseconds)).toFixed(1);
  return `p50 ${p50} ms, p99 ${p99} ms`;
}

async function benchSubmits({ scene, server, bare }: Bench): Promise<void> {
  const [ours, inserts, bareRoute, steady, steadyBare]: LoadResult[][] = [[], [], [], [], []];
  const common = { connections: CONNECTIONS, seconds: SECONDS, expectedStatus: 201 };
  for (let n = 0; n < ROUNDS; n++) {
    ours?.push(await load({ ...common, origin: server, request: () => submit }));
    inserts?.push(await bareInserts(scene.databaseUrl, CONNECTIONS, SECONDS));
    bareRoute?.push(await load({ ...common, origin: bare, request: () => ({ ...submit, path: '/submit' }) }));
    const pace = { perSecond: STEADY_PER_SECOND, seconds: STEADY_SECONDS };
    steady?.push(
      await steadyLoad({ ...common, ...pace, connections: 256, origin: server, request: () => submit }),
    );
    steadyBare?.push(await steadyInserts(scene.databaseUrl, CONNECTIONS, pace));
  }
  console.log(
    `durable submits, one account   ${perSecond(ours ?? []).toFixed(0)}/s   ${latencies(ours ?? [])}
  to a bare INSERT             ${ratio(ours ?? [], inserts ?? [])} of ${perSecond(inserts ?? []).toFixed(0)}/s
  to a bare hono route         ${ratio(ours ?? [], bareRoute ?? [])} of ${perSecond(bareRoute ?? []).toFixed(0)}/s
submits at ${STEADY_PER_SECOND}/s               ${latencies(steady ?? [])}
  a bare INSERT at that pace   ${latencies(steadyBare ?? [])}`,
  );
}

async function benchReads({ server, bare }: Bench): Promise<void> {
  const path = `/v1/kling/generations/${await submitOne(server)}`;
  const [ours, bareRoute]: LoadResult[][] = [[], []];
  const common = { connections: CONNECTIONS, seconds: SECONDS, expectedStatus: 200 };
  const read = { method: 'GET', headers } as const;
  for (let n = 0; n < ROUNDS; n++) {
    ours?.push(await load({ ...common, origin: server, request: () => ({ ...read, path }) }));
    bareRoute?.push(await load({ ...common, origin: bare, request: () => ({ ...read, path: '/read' }) }));
  }
  console.log(
    `status reads                   ${perSecond(ours ?? []).toFixed(0)}/s   ${latencies(ours ?? [])}
  to a bare hono route         ${ratio(ours ?? [], bareRoute ?? [])} of ${perSecond(bareRoute ?? []).toFixed(0)}/s`,
  );
}

/** A server of its own, so that its memory holds nothing else. */
async function benchListeners({ scene }: Bench): Promise<void> {
  const server = await scene.start('packages/server/bin/reelay.mjs', 'serve', '--role', 'api');
  const ids = await Promise.all(Array.from({ length: 50 }, () => submitOne(server.url)));
  const before = await server.residentMegabytes();
  const pathOf = (n: number): string => `/v1/kling/generations/${ids[n % ids.length] ?? ''}/events`;
  const listeners = await holdListeners(server.url, pathOf, headers, LISTENERS);
  const held = await server.residentMegabytes();
  const since = performance.now();
  for (const id of ids)
    await fetch(`${server.url}/v1/kling/generations/${id}/cancel`, { method: 'POST', headers });
  const cancelled = performance.now() - since;
  const waits = await listeners.whenAllSaw('failed', since);
  await listeners.close();
  await server.stop();
  const memory =
    before === null || held === null ? 'memory unknown' : `${(held - before).toFixed(0)} MB more`;
  console.log(
    `event streams held             ${LISTENERS} on ${ids.length} generations, ${memory}
  end to listener              p95 ${percentile(waits, 0.95).toFixed(0)} ms after the first of ${ids.length} cancels, which took ${cancelled.toFixed(0)} ms`,
  );
}

async function benchWebhooks({ scene }: Bench): Promise<void> {
  const alone = await deliverWebhooks(scene, { count: WEBHOOKS, deadCount: 0 });
  const beside = await deliverWebhooks(scene, { count: WEBHOOKS, deadCount: 200 });
  console.log(
    `webhook deliveries, one worker ${alone.perSecond.toFixed(0)}/s   (${alone.delivered} at once)
  beside a dead receiver       ${beside.perSecond.toFixed(0)}/s   ratio ${(beside.perSecond / alone.perSecond).toFixed(3)}; p95 ${(beside.p95Milliseconds - alone.p95Milliseconds).toFixed(0)} ms later`,
  );
}

async function submitOne(server: string): Promise<string> {
  const answer = await fetch(`${server}${submit.path}`, submit);
  const { generation_id: id } = JSON.parse(await answer.text());
  return String(id);
}

const PARTS = {
  submits: benchSubmits,
  reads: benchReads,
  listeners: benchListeners,
  webhooks: benchWebhooks,
} as const satisfies Record<string, (bench: Bench) => Promise<void>>;

const wanted = process.argv.slice(2);
console.log(
  `medians of ${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections; PostgreSQL and load on this machine`,
);
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // Each over a database of its own: what one part submits would be work for the next one's workers.
  const scene = await openScene();
  try {
    const { url: server } = await scene.start('packages/server/bin/reelay.mjs', 'serve', '--role', 'api');
    const { url: bare } = await scene.start('packages/server/bench/bare-hono.ts');
    await run({ scene, server, bare });
  } finally {
    await scene.end();
  }
}
