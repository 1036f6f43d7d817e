import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Enough of ffmpeg's complaints to name the cause. */
const STDERR_LIMIT = 4000;

/** One run of an ffmpeg program that reads its standard input to the end. */
export class FfmpegProcess {
  readonly #child: ChildProcessByStdio<Writable, null, Readable>;
  readonly #closed: Promise<number | null>;
  #complaints = '';
  #spawnError: Error | null = null;

  constructor(path: string, args: readonly string[]) {
    const child = spawn(path, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-STDERR_LIMIT);
    });
    // A dead ffmpeg shows as EPIPE here and as an exit code below; the exit code carries the reason.
    child.stdin.on('error', () => {});
    child.on('error', (error) => {
      this.#spawnError = error;
    });
    this.#closed = new Promise((resolve) => {
      child.once('close', (code) => resolve(code));
    });
  }

  async write(bytes: Buffer): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || this.#spawnError || !child.stdin.writable) throw this.#failure();
    if (child.stdin.write(bytes)) return;
    // EPIPE ends the wait too, but not with the reason: that comes with the end of the program.
    const drained = once(child.stdin, 'drain').then(
      () => true,
      () => false,
    );
    if (await Promise.race([drained, this.#closed.then(() => false)])) return;
    await this.#closed;
    throw this.#failure();
  }

  /** Ends its input and waits for its end. */
  async finish(): Promise<void> {
    this.#child.stdin.end();
    if ((await this.#closed) !== 0) throw this.#failure();
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode === null && !this.#spawnError) this.#child.kill('SIGKILL');
    await this.#closed;
  }

  #failure(): Error {
    const reason = this.#complaints.trim() || `exit code ${this.#child.exitCode}`;
    return this.#spawnError ?? new Error(`ffmpeg stopped: ${reason}`);
  }
}
