import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentile } from './percentile.ts';

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

export interface LoadOptions {
  readonly origin: string;
  /** The nth request. */
  readonly request: (n: number) => {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
  readonly expectedStatus: number;
  readonly connections: number;
  readonly seconds: number;
}

/** Keeps `connections` requests under way for so long, and counts. Throws at the first answer that is not the expected one. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const pool = new Pool(options.origin, { connections: options.connections, pipelining: 1 });
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + options.seconds * 1000;
  let n = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const sent = performance.now();
      const { statusCode, body } = await pool.request(options.request(n++));
      const text = await body.text();
      if (statusCode !== options.expectedStatus) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 300)}`);
      latencies.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.connections }, client));
  } finally {
    await pool.close();
  }
  const seconds = (performance.now() - started) / 1000;
  return summary(latencies, seconds);
}

export function summary(latencies: number[], seconds: number): LoadResult {
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
  };
}

/** So many a second for so long. */
export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Sends `perSecond` requests a second whether or not the earlier ones were answered, as callers do who know nothing of each other. */
export async function steadyLoad(options: LoadOptions & Pace): Promise<LoadResult> {
  const pool = new Pool(options.origin, { connections: options.connections, pipelining: 1 });
  try {
    return await atPace(options, async (n) => {
      const { statusCode, body } = await pool.request(options.request(n));
      const text = await body.text();
      if (statusCode !== options.expectedStatus) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 300)}`);
    });
  } finally {
    await pool.close();
  }
}

/** Begins each when its time has come, whether or not the earlier ones have ended, and counts. */
export async function atPace(
  { perSecond, seconds }: Pace,
  send: (n: number) => Promise<void>,
): Promise<LoadResult> {
  const latencies: number[] = [];
  const started = performance.now();
  const sendInTurn = async (n: number): Promise<void> => {
    // From when it should have been sent: a generator that falls behind must not hide a wait.
    const due = started + (n * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    await send(n);
    latencies.push(performance.now() - due);
  };
  await Promise.all(Array.from({ length: Math.floor(perSecond * seconds) }, (_, n) => sendInTurn(n)));
  return summary(latencies, (performance.now() - started) / 1000);
}
