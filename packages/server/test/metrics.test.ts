/** What is counted, who may read it, and the traces. */
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anotherReelay, aRouterServer } from './support/a-router-server.ts';
import { aServer, type AServer } from './support/a-server.ts';
import { fileServer } from './support/file-server.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { startReelay } from './support/start-reelay.ts';

/** The samples by name and labels, such as `up{a="b"}`. */
async function samples(server: AServer, options?: RequestInit): Promise<ReadonlyMap<string, number>> {
  const response = await server.fetch('/metrics', options);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
}

test('requests are counted by the pattern of their route, and paths that nobody answers are one', async () => {
  const server = await aServer({ role: 'api' });
  const id = await server.submit();
  for (const path of [`/v1/kling/generations/${id}`, '/v1/kling/generations/other', '/a', '/b/c', '/%00'])
    await server.fetch(path);
  const found = await samples(server);
  const requests = [...found].filter(([name]) => name.startsWith('reelay_http_requests_total'));
  expect(Object.fromEntries(requests)).toEqual({
    'reelay_http_requests_total{method="POST",route="/v1/kling/generate",status="201"}': 1,
    'reelay_http_requests_total{method="GET",route="/v1/kling/generations/:generation_id",status="401"}': 2,
    'reelay_http_requests_total{method="GET",route="unmatched",status="404"}': 3,
  });
  expect(
    found.get('reelay_http_request_duration_seconds_count{method="POST",route="/v1/kling/generate"}'),
  ).toBe(1);
  expect([...found.keys()].join('\n')).not.toContain(id);
});

test('what is under way and due is read from the database, a few seconds old at most', async () => {
  const server = await aServer({ role: 'api' });
  await server.submit();
  await server.submit({ callback_url: 'http://127.0.0.1:9/hook' });
  const found = await samples(server);
  expect(found.get('reelay_generations_in_flight{engine="studio",status="pending"}')).toBe(2);
  expect(found.get('reelay_queue_due_jobs{queue="generations"}')).toBe(2);
  expect(found.get('reelay_queue_due_jobs{queue="webhooks"}')).toBe(0);
  expect(found.get('reelay_queue_age_seconds{queue="generations"}')).toBeGreaterThan(0);
  expect(found.get('reelay_webhook_pending_deliveries')).toBe(0);
  expect(found.get('reelay_webhook_lag_seconds')).toBe(0);
});

test('a database that cannot be asked leaves its gauges out and is counted; the rest is told all the same', async () => {
  const server = await aServer({ role: 'api' });
  await server.database.pool.query('alter table deliveries rename to elsewhere');
  await samples(server);
  const found = await samples(server);
  expect(found.get('reelay_scrape_errors_total')).toBeGreaterThan(0);
  expect(found.has('reelay_webhook_lag_seconds')).toBe(false);
  expect(found.has('reelay_queue_due_jobs{queue="generations"}')).toBe(true);
  expect(found.get('process_cpu_seconds_total')).toBeGreaterThan(0);
});

test('the ledger is audited in the background, and a balance that does not add up shows', async () => {
  const server = await aServer({ role: 'api' });
  await server.submit();
  await server.database.db.updateTable('balances').set({ balance_micros: 1n }).execute();
  expect((await samples(server)).has('reelay_ledger_faults')).toBe(false);
  await vi.waitFor(async () => expect((await samples(server)).get('reelay_ledger_faults')).toBe(1), {
    timeout: 10_000,
    interval: 50,
  });
  expect((await samples(server)).get('reelay_ledger_audited_timestamp_seconds')).toBeGreaterThan(1e9);
});

test('submits are counted by what became of them, and ends by their code with the time that each phase took', async () => {
  const server = await aServer();
  const options = { headers: { 'idempotency-key': 'one' } };
  const id = await server.submit({}, options);
  expect(await server.submit({}, options)).toBe(id);
  await expect(server.submit({ model: 'kling_9' })).rejects.toThrow(/422/);
  await vi.waitFor(
    async () => {
      const found = await samples(server);
      const submits = (labels: string) => found.get(`reelay_submits_total{${labels}}`);
      expect(submits('model="kling_2.5_turbo",mode="text_to_video",outcome="accepted"')).toBe(1);
      expect(submits('model="kling_2.5_turbo",mode="text_to_video",outcome="replayed"')).toBe(1);
      expect(submits('model="",mode="",outcome="INVALID_REQUEST"')).toBe(1);
      expect(found.get('reelay_generations_ended_total{engine="studio",outcome="completed"}')).toBe(1);
      for (const phase of ['queued', 'running', 'storing'])
        expect(
          found.get(`reelay_generation_phase_seconds_count{phase="${phase}",engine="studio"}`) ??
            found.get(`reelay_generation_phase_seconds_count{engine="studio",phase="${phase}"}`),
        ).toBe(1);
    },
    { timeout: 10_000, interval: 50 },
  );
  server.engine.script.end = 'fail';
  await server.submit();
  await vi.waitFor(
    async () =>
      expect(
        (await samples(server)).get(
          'reelay_generations_ended_total{engine="studio",outcome="CONTENT_POLICY_VIOLATION"}',
        ),
      ).toBe(1),
    { timeout: 10_000, interval: 50 },
  );
});

test('tries of webhooks are counted by what came of them', async () => {
  const files = await fileServer({ '/good': Buffer.from('ok'), '/bad': 500, '/gone': 410 });
  const server = await aServer();
  for (const path of ['/good', '/bad', '/gone']) await server.submit({ callback_url: `${files.url}${path}` });
  await vi.waitFor(
    async () => {
      const found = await samples(server);
      for (const result of ['delivered', 'failed', 'gone'])
        expect(found.get(`reelay_webhook_tries_total{result="${result}"}`)).toBe(1);
      expect(found.get('reelay_webhook_try_duration_seconds_count')).toBe(3);
    },
    { timeout: 10_000, interval: 100 },
  );
});

test('without a token only this machine may read them, and a proxy on it is not this machine', async () => {
  const server = await aServer({ role: 'api' });
  expect((await server.fetch('/metrics')).status).toBe(200);
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    const answer = await server.fetch('/metrics', { headers: { [header]: '198.51.100.7' } });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'FORBIDDEN' }]);
  }
});

test('with a token whoever has it may read them, and nobody else', async () => {
  const token = 'a-token-of-some-length';
  const server = await aServer({ role: 'api', settings: { REELAY_METRICS_TOKEN: token } });
  const found = await samples(server, {
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '198.51.100.7' },
  });
  expect([...found.keys()].some((name) => name.startsWith('reelay_build_info{version="'))).toBe(true);
  for (const authorization of ['', 'Bearer wrong', `Basic ${token}`]) {
    const answer = await server.fetch('/metrics', { headers: { authorization } });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
  }
});

interface SeenSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

interface SeenTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: SeenSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly SeenSpan[] }[];
  }[];
}

/** A collector of OpenTelemetry on loopback. */
async function aCollector() {
  const spans: SeenSpan[] = [];
  const services = new Set<unknown>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SeenTraces;
        for (const { resource, scopeSpans } of body.resourceSpans) {
          services.add(resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue']);
          for (const scope of scopeSpans) spans.push(...scope.spans);
        }
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, services };
}

test('traces reach the collector: a request goes on with its caller’s, and what engines and receivers are asked is seen', async () => {
  const collector = await aCollector();
  const files = await fileServer({ '/hook': Buffer.from('ok') });
  const server = await aServer({
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'reelay-of-a-test' },
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const response = await server.fetch('/v1/kling/generations/nothing', {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  expect(response.status).toBe(401);
  await server.fetch('/healthz', { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  await server.fetch('/v1/models', { headers: { traceparent: '00-ffff-nonsense' } });
  await server.submit({ callback_url: `${files.url}/hook` });
  await vi.waitFor(() => expect(files.asked).toEqual(['/hook']), { timeout: 10_000, interval: 50 });
  await server.stop();

  expect(collector.services).toEqual(new Set(['reelay-of-a-test']));
  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  expect(collector.spans.filter((span) => span.traceId === traceId)).toMatchObject([
    { name: 'GET /v1/kling/generations/:generation_id', parentSpanId: 'b7ad6b7169203331', kind: 2 },
  ]);
  expect(named('POST /v1/kling/generate')).toHaveLength(1);
  for (const name of ['engine start', 'engine status', 'store put', 'webhook try'])
    expect([name, named(name).length > 0]).toEqual([name, true]);
  const [drive] = named('drive');
  for (const name of ['engine start', 'engine status', 'store put'])
    expect(named(name).map(({ parentSpanId }) => parentSpanId)).toContain(drive?.spanId);
  expect(named('submit').map(({ parentSpanId }) => parentSpanId)).toEqual([
    named('POST /v1/kling/generate')[0]?.spanId,
  ]);
  expect(JSON.stringify(named('webhook try'))).not.toContain(files.url);
});

test('without a bucket and a collector neither of their libraries is loaded', async () => {
  const database = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'reelay-lazy-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const server = startReelay(['serve'], {
    DATABASE_URL: database.url,
    REELAY_DATA_DIR: directory,
    NODE_OPTIONS: `--import=${new URL('./support/tell-modules.ts', import.meta.url).href}`,
  });
  const [, url = ''] = await server.printed(/ready at (http:\S+)/);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  server.process.kill('SIGTERM');
  const [, loaded = ''] = await server.printed(/loaded: (.*)/);
  expect(loaded).toContain('/prom-client/');
  expect(loaded).not.toMatch(/@aws-sdk|@opentelemetry\/(sdk|exporter|resources)/);
}, 60_000);

test('tries are counted by engine and by what became of them, with who rests and what each costs today', async () => {
  const tired = await anotherReelay('tired', { entry: { breaker: { consecutive_faults: 1 } } });
  const spare = await anotherReelay('spare', { script: { priceMicros: 420_000n } });
  tired.emulator.inject('create', 'account');
  const server = await aRouterServer({ engines: [tired.entry, spare.entry] });
  const { admin } = await server.account();
  await server.ended(await server.submit(admin), admin);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (const sample of [
    'reelay_engine_tries_total{engine="tired",outcome="account"} 1',
    'reelay_engine_tries_total{engine="spare",outcome="succeeded"} 1',
    'reelay_engine_resting{engine="tired",model="kling_3"} 1',
    'reelay_engine_resting{engine="spare",model="kling_3"} 0',
    'reelay_engine_spent_today_usd{engine="spare"} 0.42',
  ])
    expect(text.split('\n')).toContain(sample);
});
