/** The judge of `npm run chaos` must not be blind: each test shows it a crime, or the same without one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAppendOnlyFile } from '../chaos/append-only-file.ts';
import { checkAccepted, checkDeadlines, checkIdempotency } from '../chaos/checks/check-generations.ts';
import { checkSettlements } from '../chaos/checks/check-money.ts';
import {
  checkCharges,
  checkOrphans,
  checkStarts,
  checkUpstreamConcurrency,
} from '../chaos/checks/check-upstream.ts';
import { checkWebhooks } from '../chaos/checks/check-webhooks.ts';
import type { Finding } from '../chaos/checks/finding.ts';
import type { DeliveryFacts, GenerationFacts, Snapshot } from '../chaos/checks/snapshot.ts';
import type { ClientStory } from '../chaos/client.ts';
import { planOf } from '../chaos/plan.ts';
import { randomOf } from '../chaos/random.ts';
import type { ReceivedLine } from '../chaos/receiver.ts';
import { readUpstreamBooks, type LedgerLine, type UpstreamBooks } from '../chaos/upstream-ledger.ts';

const ID = '01a224f4-db40-739f-97e3-3f911c19572d';
const OTHER_ID = '01a224f4-df5f-768e-9b9a-3f2ead886838';
const AT = new Date('2026-11-29T12:00:00Z');

const COMPLETED: GenerationFacts = {
  id: ID,
  accountId: 'account',
  status: 'completed',
  failure: null,
  priceMicros: 210_000n,
  callbackUrl: 'http://127.0.0.1/hook',
  deadlineAt: new Date('2026-11-29T12:15:00Z'),
  completedAt: AT,
  reportedTask: 'task-1',
  idempotencyKey: 'key-1',
  holds: 1,
  settles: 1,
  releases: 0,
};

function snapshotOf(
  rows: readonly Partial<GenerationFacts>[],
  deliveries: readonly DeliveryFacts[] = [],
): Snapshot {
  const generations = rows.map((changes) => ({ ...COMPLETED, ...changes }));
  return {
    takenAt: AT,
    generations: new Map(generations.map((row) => [row.id, row])),
    deliveries,
    keysOfNothing: [],
    slots: [],
  };
}

function storyOf(changes: Partial<ClientStory> = {}): ClientStory {
  const addresses = { callback: () => 'http://127.0.0.1/hook', media: 'http://127.0.0.1' };
  return {
    plan: { ...planOf(1, 1, 1, addresses), idempotencyKey: 'key-1' },
    account: { accountId: 'account', keyId: 'key', key: 'rk', webhookSecret: 'whsec_', kind: 'plain' },
    acceptedIds: new Set([ID]),
    refusal: null,
    end: { status: 'completed', message: null, price: '0.2100' },
    surprises: [],
    submits: 1,
    lostReplies: 0,
    heldBack: 0,
    serverErrors: 0,
    unexcusedErrors: 0,
    isCancelled: false,
    isOver: true,
    ...changes,
  };
}

async function booksOf(lines: readonly LedgerLine[]): Promise<UpstreamBooks> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-chaos-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'ledger.jsonl');
  const file = openAppendOnlyFile<LedgerLine>(path);
  for (const line of lines) file.append(line);
  file.close();
  return readUpstreamBooks(path);
}

const taken = (task: string, at: number, id = ID): LedgerLine => ({
  kind: 'taken',
  task,
  key: `${id}-1`,
  request: 1,
  at,
});
const ended = (task: string, at: number, how: 'succeed' | 'fail' | 'forgotten' = 'succeed'): LedgerLine => ({
  kind: 'ended',
  task,
  how,
  at,
});

function drawn(seed: number, name: string): readonly number[] {
  const random = randomOf(seed, name);
  return Array.from({ length: 20 }, () => random.float());
}

const crimes = ({ violations }: Finding): readonly string[] => violations.map(({ what }) => what);

test('what the clients were told and what is in the rows agree, or are a violation', () => {
  expect(crimes(checkAccepted([storyOf()], snapshotOf([{}])))).toEqual([]);
  expect(crimes(checkAccepted([storyOf()], snapshotOf([])))).toEqual([expect.stringContaining('no row')]);
  expect(crimes(checkAccepted([storyOf()], snapshotOf([{ status: 'processing' }])))).toEqual([
    expect.stringContaining('still processing'),
  ]);
  const failed = { status: 'failed', failure: 'TIMEOUT', settles: 0, releases: 1 };
  expect(crimes(checkAccepted([storyOf()], snapshotOf([failed])))).toEqual([
    expect.stringContaining('a reader was told completed'),
  ]);
});

test('a key with two generations and a generation of nobody are violations; one made for a repeat that gave up is not', () => {
  expect(crimes(checkIdempotency([storyOf()], snapshotOf([{}])))).toEqual([]);
  const both = storyOf({ acceptedIds: new Set([ID, OTHER_ID]) });
  expect(crimes(checkIdempotency([both], snapshotOf([{}, { id: OTHER_ID }])))).toHaveLength(2);
  expect(crimes(checkIdempotency([], snapshotOf([{}])))).toHaveLength(1);
  const overtaken = storyOf({ acceptedIds: new Set(), refusal: 402, lostReplies: 1 });
  const finding = checkIdempotency([overtaken], snapshotOf([{}]));
  expect(crimes(finding)).toEqual([]);
  expect(finding.notes).toHaveLength(1);
});

test('an unfinished row past its deadline is a violation', () => {
  const late = { deadlineAt: new Date(AT.getTime() - 1), completedAt: null };
  expect(crimes(checkDeadlines(snapshotOf([{ ...late, status: 'pending' }])))).toHaveLength(1);
  expect(crimes(checkDeadlines(snapshotOf([{ ...late, completedAt: AT }])))).toEqual([]);
});

test('a second start is a violation, unless the upstream has lost the first', async () => {
  const twice = await booksOf([
    taken('task-1', 1),
    taken('task-2', 2),
    ended('task-1', 3, 'fail'),
    ended('task-2', 4),
  ]);
  expect(crimes(checkStarts(twice, snapshotOf([{}])))).toEqual([expect.stringContaining('started twice')]);
  const again = await booksOf([
    taken('task-1', 1),
    ended('task-1', 2, 'forgotten'),
    taken('task-2', 3),
    ended('task-2', 4),
  ]);
  expect(crimes(checkStarts(again, snapshotOf([{}])))).toEqual([]);
});

test('a start that is taken after the end of its generation is a violation', async () => {
  const late = await booksOf([taken('task-1', AT.getTime() + 1)]);
  const inTime = await booksOf([taken('task-1', AT.getTime() - 1)]);
  expect(crimes(checkStarts(late, snapshotOf([{}])))).toEqual([expect.stringContaining('after its end')]);
  expect(crimes(checkStarts(inTime, snapshotOf([{}])))).toEqual([]);
});

test('two charges, a payment without a charge and a charge without a payment are violations', async () => {
  const once = await booksOf([taken('task-1', 1), ended('task-1', 2)]);
  const twice = await booksOf([
    taken('task-1', 1),
    taken('task-2', 2),
    ended('task-1', 3),
    ended('task-2', 4),
  ]);
  const failed = await booksOf([taken('task-1', 1), ended('task-1', 2, 'fail')]);
  const refunded = { status: 'failed', settles: 0, releases: 1 };
  expect(crimes(checkCharges(once, snapshotOf([{}])))).toEqual([]);
  expect(crimes(checkCharges(failed, snapshotOf([{ ...refunded, failure: 'TASK_FAILED' }])))).toEqual([]);
  expect(crimes(checkCharges(twice, snapshotOf([{}])))).toHaveLength(1);
  expect(crimes(checkCharges(failed, snapshotOf([{}])))).toHaveLength(1);
  expect(crimes(checkCharges(once, snapshotOf([{ ...refunded, failure: 'TASK_FAILED' }])))).toHaveLength(1);
  const timedOut = checkCharges(once, snapshotOf([{ ...refunded, failure: 'TIMEOUT' }]));
  expect(crimes(timedOut)).toEqual([]);
  expect(timedOut.notes).toHaveLength(1);
});

test("the upstream's own count is held against the limit, and work that runs for an ended generation is found", async () => {
  const books = await booksOf([taken('task-1', 1), taken('task-2', 2, OTHER_ID), ended('task-1', 3)]);
  expect(books.mostRunning).toBe(2);
  expect(crimes(checkUpstreamConcurrency(books, 2, snapshotOf([{}])))).toEqual([]);
  expect(crimes(checkUpstreamConcurrency(books, 1, snapshotOf([{}])))).toHaveLength(1);
  expect(crimes(checkOrphans(books, snapshotOf([{}, { id: OTHER_ID }])))).toHaveLength(1);
  expect(crimes(checkOrphans(books, snapshotOf([{}])))).toEqual([]);
});

test('money that is held without an end, or ended twice, is a violation', () => {
  expect(crimes(checkSettlements(snapshotOf([{}])))).toEqual([]);
  expect(crimes(checkSettlements(snapshotOf([{ settles: 0 }])))).toHaveLength(1);
  expect(crimes(checkSettlements(snapshotOf([{ releases: 1 }])))).toHaveLength(1);
  expect(crimes(checkSettlements(snapshotOf([{ status: 'processing', settles: 0 }])))).toEqual([]);
});

test('an end must have been accepted by its receiver, under one id, signed and true', () => {
  const delivery = { id: 'msg', generationId: ID, status: 'delivered', attempts: 1, lastError: null };
  const line: ReceivedLine = {
    at: 1,
    account: 0,
    webhookId: 'msg',
    generationId: ID,
    status: 'completed',
    message: null,
    signatureFault: null,
    fault: 'none',
  };
  const check = (lines: readonly Partial<ReceivedLine>[], changes: Partial<DeliveryFacts> = {}) =>
    crimes(
      checkWebhooks(
        snapshotOf([{}], [{ ...delivery, ...changes }]),
        lines.map((one) => ({ ...line, ...one })),
      ),
    );
  expect(check([{ fault: 'error_500' }, {}])).toEqual([]);
  expect(check([{ fault: 'reset_after' }])).toHaveLength(1);
  expect(check([])).toHaveLength(1);
  expect(check([{}], { status: 'exhausted' })).toHaveLength(1);
  expect(check([{}, { webhookId: 'another' }])).toHaveLength(1);
  expect(check([{ signatureFault: 'no match' }])).toHaveLength(1);
  expect(check([{ status: 'failed', message: 'TIMEOUT' }])).toHaveLength(1);
  expect(check([{}, { generationId: OTHER_ID }])).toHaveLength(1);
});

test('the same seed and name give the same numbers, and other names others', () => {
  expect(drawn(7, 'one')).toEqual(drawn(7, 'one'));
  expect(drawn(7, 'one')).not.toEqual(drawn(7, 'two'));
  expect(drawn(7, 'one')).not.toEqual(drawn(8, 'one'));
  expect(drawn(7, 'one').every((number) => number >= 0 && number < 1)).toBe(true);
});
