import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosAccount } from './chaos-accounts.ts';
import { runClient, type ClientOptions, type ClientStory } from './client.ts';
import { planOf, type PlanAddresses } from './plan.ts';

export interface LoadOptions extends Omit<ClientOptions, 'waiting'> {
  readonly generations: number;
  /** Requests arrive evenly over so long, whatever has become of the earlier ones. */
  readonly seconds: number;
  readonly accounts: readonly ChaosAccount[];
  readonly addresses: PlanAddresses;
}

export interface Load {
  readonly stories: readonly ClientStory[];
  /** Resolves when every request was sent for the first time. */
  readonly sent: Promise<void>;
  /** Resolves when every client has its answer and has seen the end. */
  readonly over: Promise<void>;
}

export function startLoad(options: LoadOptions): Load {
  const stories: ClientStory[] = [];
  const clients: Promise<void>[] = [];
  let waiting = 0;
  const sendAll = async (): Promise<void> => {
    const begun = performance.now();
    for (let number = 0; number < options.generations; number += 1) {
      const due = begun + (number / options.generations) * options.seconds * 1000;
      await pause(Math.max(0, due - performance.now()));
      if (options.signal.aborted) return;
      const story = newStory(options, number);
      stories.push(story);
      waiting += 1;
      const client = runClient({ ...options, waiting: () => waiting }, story);
      clients.push(client.finally(() => (waiting -= 1)));
    }
  };
  const sent = sendAll();
  return { stories, sent, over: sent.then(async () => void (await Promise.all(clients))) };
}

function newStory({ seed, accounts, addresses }: LoadOptions, number: number): ClientStory {
  const plan = planOf(seed, number, accounts.length, addresses);
  const account = accounts[plan.account];
  if (!account) throw new RangeError(`request ${number} has no account`);
  return {
    plan,
    account,
    acceptedIds: new Set(),
    refusal: null,
    end: null,
    surprises: [],
    submits: 0,
    lostReplies: 0,
    heldBack: 0,
    serverErrors: 0,
    unexcusedErrors: 0,
    isCancelled: false,
    isOver: false,
  };
}
