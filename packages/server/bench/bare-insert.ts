import pg from 'pg';
import type { LoadResult } from './load.ts';
import { percentile } from './percentile.ts';

/** The least that a durable submit costs: one row of the same size, committed, on the same server and with as many connections. */
export async function bareInserts(url: string, connections: number, seconds: number): Promise<LoadResult> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const latencies: number[] = [];
  try {
    await pool.query(
      'create table if not exists bench_bare (id bigint generated always as identity primary key, body jsonb)',
    );
    const body = JSON.stringify({
      prompt: 'A red kite over a green hill, pan left',
      padding: 'x'.repeat(600),
    });
    const started = performance.now();
    const until = started + seconds * 1000;
    const client = async (): Promise<void> => {
      while (performance.now() < until) {
        const sent = performance.now();
        await pool.query('insert into bench_bare (body) values ($1)', [body]);
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: connections }, client));
    const elapsed = (performance.now() - started) / 1000;
    latencies.sort((a, b) => a - b);
    return {
      requests: latencies.length,
      perSecond: latencies.length / elapsed,
      p50Milliseconds: percentile(latencies, 0.5),
      p99Milliseconds: percentile(latencies, 0.99),
    };
  } finally {
    await pool.end();
  }
}
