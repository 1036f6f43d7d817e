/** Whether money adds up and work goes on, by what is in the database. */
import type { Db } from '../../db/transaction.ts';
import {
  countStrandedGenerations,
  findOverdueGenerations,
  findUnknownGenerations,
  type LateGeneration,
  type StrandedGenerations,
} from '../../generations/census.ts';
import { readQueues } from '../../jobs/queue-statements.ts';
import { auditSlots } from '../../jobs/slots.ts';
import type { Clock } from '../../kernel/clock.ts';
import { auditLedger } from '../../ledger/ledger.ts';
import { readWebhookBacklog } from '../../webhooks/backlog.ts';
import { countOf, listed, ok, problem, warning, type Verdict } from './finding.ts';

/** A worker ends what is overdue with its next look at it, which takes seconds. */
const LATE_MILLISECONDS = 60_000;
const LONG_WAIT_SECONDS = 60;
const STUCK_SECONDS = 600;
/** A try is due at once or by its schedule; a worker with room sends it within a second. */
const WEBHOOK_LATE_SECONDS = 300;
const MOST_LOOKED_AT = 100;

const REPORT_BUG =
  'This is a bug. Take a backup (reelay backup), keep the logs, and report it with what reelay doctor --json prints.';
const START_WORKER =
  'See that a worker runs (reelay serve, or reelay serve --role worker) and what its log says.';

export async function checkLedger(db: Db): Promise<Verdict> {
  const { wrongBalances, wrongHolds } = await auditLedger(db);
  if (wrongBalances.length === 0 && wrongHolds.length === 0)
    return ok('Every balance is the sum of its entries, and every generation is paid for or refunded once.');
  const balances = wrongBalances.map(
    ({ accountId, environment, balanceMicros, sumMicros }) =>
      `${accountId} (${environment}: ${balanceMicros} instead of ${sumMicros})`,
  );
  const parts = [
    ...(balances.length > 0 ? [`${countOf(balances.length, 'balance')} wrong: ${listed(balances)}`] : []),
    ...(wrongHolds.length > 0 ? [`${countOf(wrongHolds.length, 'hold')} wrong: ${listed(wrongHolds)}`] : []),
  ];
  return problem(`The ledger does not add up: ${parts.join('; ')}.`, REPORT_BUG);
}

export async function checkPlaces(db: Db): Promise<Verdict> {
  const wrong = await auditSlots(db);
  return wrong.length === 0
    ? ok('The places of engines, accounts and keys are counted right.')
    : problem(`Places are counted wrong: ${listed(wrong)}.`, REPORT_BUG);
}

/** `engineIds`: the engines of the configuration; null when it cannot be used, so that nobody knows them. */
export async function checkGenerations(
  db: Db,
  clock: Clock,
  engineIds: readonly string[] | null,
): Promise<readonly Verdict[]> {
  const now = clock.now();
  const stranded = engineIds === null ? [] : await countStrandedGenerations(db, engineIds);
  const away = new Set(stranded.map(({ engine }) => engine));
  const isHere = ({ engine }: LateGeneration): boolean => !away.has(engine);
  const late = await findOverdueGenerations(db, new Date(now.getTime() - LATE_MILLISECONDS), MOST_LOOKED_AT);
  const unknown = await findUnknownGenerations(db, MOST_LOOKED_AT);
  return [
    checkDeadlines(late.filter(isHere)),
    // Once its time is up, an unknown one can be ended whether its engine is here or not.
    checkUnknown(
      unknown.filter((one) => isHere(one) || one.deadlineAt < now),
      now,
    ),
    ...stranded.map(tellStranded),
  ];
}

function checkDeadlines(late: readonly LateGeneration[]): Verdict {
  return late.length === 0
    ? ok('No generation is past its deadline.')
    : problem(
        `${countOf(late.length, 'generation')} should have ended by now: ${listed(late.map(({ id }) => id))}.`,
        START_WORKER,
      );
}

function checkUnknown(unknown: readonly LateGeneration[], now: Date): Verdict {
  if (unknown.length === 0) return ok('Of every generation at a configured engine it is known who has it.');
  const sentence = `Of ${countOf(unknown.length, 'generation')} no engine can tell whether it took the work: ${listed(unknown.map(({ id, engine }) => `${id} (${engine})`))}.`;
  return unknown.some(({ deadlineAt }) => deadlineAt < now)
    ? problem(
        sentence,
        'Look at the account with that provider. When nothing will come of it, end and refund it: reelay resolve-unknown <generation id>',
      )
    : warning(sentence, 'Wait: the engine is asked again until its deadline.');
}

function tellStranded({ engine, count }: StrandedGenerations): Verdict {
  return problem(
    `${countOf(count, 'generation')} ${count === 1 ? 'is' : 'are'} with ${engine}, which this configuration does not have.`,
    `Put ${engine} back and send SIGHUP; "serves": [] gives it nothing new. Nobody else can say what becomes of them.`,
  );
}

export async function checkQueues(db: Db): Promise<readonly Verdict[]> {
  const queues = await readQueues(db);
  return queues.map(({ queue, dueCount, ageSeconds }) => {
    if (dueCount === 0) return ok(`Nothing waits in the queue of ${queue}.`);
    const sentence = `${countOf(dueCount, 'job')} wait in the queue of ${queue}, the oldest for ${Math.round(ageSeconds)} s.`;
    if (ageSeconds >= STUCK_SECONDS) return problem(sentence, START_WORKER);
    return ageSeconds >= LONG_WAIT_SECONDS
      ? warning(sentence, 'When that stays so, run more workers or raise REELAY_WORKER_CAPACITY.')
      : ok(sentence);
  });
}

export async function checkWebhooks(db: Db): Promise<Verdict> {
  const { pendingCount, lagSeconds } = await readWebhookBacklog(db);
  const sentence = `${countOf(pendingCount, 'webhook')} to be sent or sent again; the most overdue try is ${Math.round(lagSeconds)} s late.`;
  return lagSeconds < WEBHOOK_LATE_SECONDS ? ok(sentence) : problem(sentence, START_WORKER);
}
