import { resolve } from 'node:path';
import type { Generation, Job } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { describeBytes } from '../describe-bytes.ts';
import { readReport } from '../describe-report.ts';
import { checkOutput } from '../request/check-output.ts';
import { plainText } from '../terminal/plain-text.ts';
import { showDollars } from '../terminal/show.ts';

export interface OutputOptions {
  /** Where the video goes; nowhere when absent. */
  readonly output?: string;
  /** Whether what is there may be replaced. */
  readonly force?: boolean;
}

/** The video of a generation that has completed, on this machine if that was wished for. */
export interface Delivered {
  readonly generation: Generation;
  /** Null when it was not downloaded. */
  readonly path: string | null;
}

/** Downloads the video of a generation that has completed, whole or not at all, and says what it is. */
export async function deliverVideo(
  session: Session,
  job: Job,
  { output, force = false }: OutputOptions,
): Promise<Delivered> {
  if (output === undefined) {
    const generation = await job.get({ signal: session.signal });
    session.note(describe(generation, null));
    return { generation, path: null };
  }
  // Another program may have written there meanwhile.
  await checkOutput(output, { mayOverwrite: force });
  const path = resolve(output);
  const { generation, byteCount } = await job.download(path, { signal: session.signal });
  session.note(describe(generation, byteCount));
  return { generation, path };
}

function describe(generation: Generation, byteCount: number | null): string {
  const { duration, price, seed, engine_report } = generation;
  const size = byteCount === null ? '' : `, ${describeBytes(byteCount)}`;
  const missing = readReport(engine_report)?.notUnderstood ?? [];
  const note = missing.length === 0 ? '' : `\nNot understood: ${plainText(missing.join(', '))}`;
  return `Completed: ${duration ?? '?'} s of video${size}, ${showDollars(price)}, seed ${seed}.${note}`;
}
