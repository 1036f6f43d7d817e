import pg from 'pg';
import { atPace, summary, type LoadResult, type Pace } from './load.ts';

const BODY = JSON.stringify({ prompt: 'A red kite over a green hill, pan left', padding: 'x'.repeat(600) });

/** The least that a durable submit costs: one row of the same size, committed, on the same server and with as many connections. */
export async function bareInserts(url: string, connections: number, seconds: number): Promise<LoadResult> {
  return withInsert(url, connections, async (insert) => {
    const latencies: number[] = [];
    const started = performance.now();
    const until = started + seconds * 1000;
    const client = async (): Promise<void> => {
      while (performance.now() < until) {
        const sent = performance.now();
        await insert();
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: connections }, client));
    return summary(latencies, (performance.now() - started) / 1000);
  });
}

/** The same, so many a second. */
export async function steadyInserts(url: string, connections: number, pace: Pace): Promise<LoadResult> {
  return withInsert(url, connections, (insert) => atPace(pace, insert));
}

async function withInsert<Result>(
  url: string,
  connections: number,
  run: (insert: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  try {
    await pool.query(
      'create table if not exists bench_bare (id bigint generated always as identity primary key, body jsonb)',
    );
    return await run(async () => {
      await pool.query('insert into bench_bare (body) values ($1)', [BODY]);
    });
  } finally {
    await pool.end();
  }
}
