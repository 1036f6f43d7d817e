/** Everything that `/metrics` shows, in a registry of its own. `docs/guides/operate.md` lists the names. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../db/transaction.ts';
import { countOpenGenerations } from '../generations/census.ts';
import { findSpentOfDay } from '../jobs/engine-days.ts';
import { findHealth } from '../jobs/engine-health.ts';
import { readQueues } from '../jobs/queue-statements.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import type { Meter } from '../kernel/meter.ts';
import { rememberFor } from '../kernel/remember-for.ts';
import { auditLedger } from '../ledger/ledger.ts';
import { readWebhookBacklog } from '../webhooks/backlog.ts';

/** However often and from wherever it is scraped, the database is asked no more often than this. */
const REMEMBERED_MILLISECONDS = 5_000;

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** A generation has 15 minutes in all. */
const PHASE_BUCKETS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900];

export interface MetricsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** The ledger is audited no more often than this; null for never. It reads every entry there is. */
  readonly ledgerAuditMilliseconds: number | null;
}

export interface Metrics extends Meter {
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Counts what this process does, and asks the database for what all of them together have to do. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'reelay_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: deps.version }, 1);
  addDatabaseGauges(deps, registry);
  if (deps.ledgerAuditMilliseconds !== null) addLedgerAudit(deps, registry, deps.ledgerAuditMilliseconds);
  return {
    ...createMeter(registry),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function createMeter(registry: Registry): Meter {
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
  const histogram = (name: string, help: string, labelNames: readonly string[], buckets: readonly number[]) =>
    new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers: [registry] });
  const submits = counter('reelay_submits_total', 'Submits by what became of them.', [
    'model',
    'mode',
    'outcome',
  ]);
  const requests = counter('reelay_http_requests_total', 'Requests answered.', ['method', 'route', 'status']);
  const requestSeconds = histogram(
    'reelay_http_request_duration_seconds',
    'Time until the head of the answer.',
    ['method', 'route'],
    REQUEST_BUCKETS,
  );
  const ends = counter('reelay_generations_ended_total', 'Generations that ended.', ['engine', 'outcome']);
  const tries = counter('reelay_engine_tries_total', 'Tries on engines by what became of them.', [
    'engine',
    'outcome',
  ]);
  const phases = histogram(
    'reelay_generation_phase_seconds',
    'How long generations that ended spent waiting, being made and being stored.',
    ['phase', 'engine'],
    PHASE_BUCKETS,
  );
  const deliveries = counter('reelay_webhook_tries_total', 'Tries of webhooks.', ['result']);
  const deliverySeconds = histogram(
    'reelay_webhook_try_duration_seconds',
    'How long receivers took to answer.',
    [],
    REQUEST_BUCKETS,
  );
  return {
    submitted: (labels) => submits.inc({ ...labels }),
    answered({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, seconds);
    },
    ended({ engine, failure, createdAt, startedAt, completedAt }) {
      ends.inc({ engine, outcome: failure ?? 'completed' });
      if (startedAt === null || completedAt === null) return;
      phases.observe({ engine, phase: 'queued' }, secondsBetween(createdAt, startedAt));
      phases.observe({ engine, phase: 'running' }, secondsBetween(startedAt, completedAt));
    },
    tried: (engine, outcome) => tries.inc({ engine, outcome }),
    stored: (engine, seconds) => phases.observe({ engine, phase: 'storing' }, seconds),
    delivered(result, seconds) {
      deliveries.inc({ result });
      deliverySeconds.observe(seconds);
    },
  };
}

/** Filled at a scrape, with one statement each; a statement that fails leaves its gauges out and is counted. */
function addDatabaseGauges(deps: MetricsDeps, registry: Registry): void {
  const { clock } = deps;
  const errors = new Counter({
    name: 'reelay_scrape_errors_total',
    help: 'Times that the database could not be asked for a gauge.',
    registers: [registry],
  });
  const gauge: MakeGauge = (name, help, labelNames = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const whenScraped: WhenScraped = (gauges, fill) => {
    const collect = rememberFor(REMEMBERED_MILLISECONDS, clock, async () => {
      for (const one of gauges) one.reset();
      try {
        await fill();
      } catch (error) {
        errors.inc();
        for (const one of gauges) one.remove();
        deps.log.warn({ err: String(error) }, 'a gauge could not be filled');
      }
    });
    // All gauges are collected at once, so that each has to wait for what fills it.
    for (const one of gauges) Object.assign(one, { collect });
  };
  addGenerationGauges(deps, gauge, whenScraped);
  addEngineGauges(deps, gauge, whenScraped);
}

type MakeGauge = (name: string, help: string, labelNames?: readonly string[]) => Gauge;
/** Fills these together, with as few statements as it takes. */
type WhenScraped = (gauges: readonly Gauge[], fill: () => Promise<void>) => void;

function addGenerationGauges({ db }: MetricsDeps, gauge: MakeGauge, whenScraped: WhenScraped): void {
  const inFlight = gauge('reelay_generations_in_flight', 'Generations under way.', ['engine', 'status']);
  whenScraped([inFlight], async () => {
    for (const { engine, status, count } of await countOpenGenerations(db))
      inFlight.set({ engine, status }, count);
  });

  const due = gauge('reelay_queue_due_jobs', 'Jobs that no worker has fetched yet though they are due.', [
    'queue',
  ]);
  const age = gauge('reelay_queue_age_seconds', 'For how long the oldest of them has been due.', ['queue']);
  whenScraped([due, age], async () => {
    for (const { queue, dueCount, ageSeconds } of await readQueues(db)) {
      due.set({ queue }, dueCount);
      age.set({ queue }, ageSeconds);
    }
  });

  const pending = gauge('reelay_webhook_pending_deliveries', 'Webhooks that are still to be delivered.');
  const lag = gauge('reelay_webhook_lag_seconds', 'By how much the most overdue try of a webhook is late.');
  whenScraped([pending, lag], async () => {
    const { pendingCount, lagSeconds } = await readWebhookBacklog(db);
    pending.set(pendingCount);
    lag.set(lagSeconds);
  });
}

function addEngineGauges({ db, clock }: MetricsDeps, gauge: MakeGauge, whenScraped: WhenScraped): void {
  const resting = gauge(
    'reelay_engine_resting',
    '1 while the breaker of an engine and model is open or half open.',
    ['engine', 'model'],
  );
  const spent = gauge(
    'reelay_engine_spent_today_usd',
    'What an engine has cost today (UTC), with what is under way.',
    ['engine'],
  );
  whenScraped([resting, spent], async () => {
    for (const { engine, model, retryAt } of await findHealth(db))
      resting.set({ engine, model }, retryAt === null ? 0 : 1);
    for (const [engine, micros] of await findSpentOfDay(db, clock.now()))
      spent.set({ engine }, Number(micros) / 1_000_000);
  });
}

/** Begun by a scrape and not waited for: the next one shows what it found. */
function addLedgerAudit({ db, clock, log }: MetricsDeps, registry: Registry, milliseconds: number): void {
  const faults = new Gauge({
    name: 'reelay_ledger_faults',
    help: 'Balances and holds that the last audit of the ledger found wrong; anything but 0 is a bug.',
    registers: [registry],
    collect: () => {
      void audit().catch((error: unknown) =>
        log.warn({ err: String(error) }, 'the ledger could not be audited'),
      );
    },
  });
  const auditedAt = new Gauge({
    name: 'reelay_ledger_audited_timestamp_seconds',
    help: 'When the last audit of the ledger ended.',
    registers: [registry],
  });
  const audit = rememberFor(milliseconds, clock, async () => {
    const { wrongBalances, wrongHolds } = await auditLedger(db);
    faults.set(wrongBalances.length + wrongHolds.length);
    auditedAt.set(clock.now().getTime() / 1000);
  });
  // They would say 0, which nobody knows yet.
  for (const gauge of [faults, auditedAt]) gauge.remove();
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, (to.getTime() - from.getTime()) / 1000);
}
