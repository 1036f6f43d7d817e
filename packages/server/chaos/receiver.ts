/** The books of the receiver of webhooks: every request that came, and what it was answered. */
import { z } from 'zod';
import { readAppendOnlyFile } from './append-only-file.ts';
import { randomOf } from './random.ts';

export const RECEIVER_JOURNAL = 'receiver-journal.jsonl';

const receivedLine = z.object({
  at: z.number(),
  account: z.number(),
  webhookId: z.string(),
  generationId: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  /** Null for a signature that is right; else what is wrong with it. */
  signatureFault: z.string().nullable(),
  /** How it was answered; `none` is 204. */
  fault: z.string(),
});

export type ReceivedLine = z.infer<typeof receivedLine>;

export function readReceiverJournal(path: string): readonly ReceivedLine[] {
  return readAppendOnlyFile(path).map((line) => receivedLine.parse(line));
}

const FAULT_WEIGHTS = {
  none: 74,
  error_500: 8,
  error_503_retry_after: 3,
  redirect: 2,
  slow: 5,
  reset_unread: 3,
  /** It has taken the message, and nobody is told. */
  reset_after: 4,
  hang: 1,
} as const;

export type ReceiverFault = keyof typeof FAULT_WEIGHTS;

/** `coming`: how often this message came before. A receiver comes to its senses within the schedule. */
export function receiverFaultOf(seed: number, webhookId: string, coming: number): ReceiverFault {
  if (coming >= MOST_FAULTS) return 'none';
  return randomOf(seed, 'receiver', webhookId, coming).weighted(FAULT_WEIGHTS);
}

/** Of the six tries the nemesis may take some too: it kills the receiver, and workers in the middle of one. */
const MOST_FAULTS = 2;
