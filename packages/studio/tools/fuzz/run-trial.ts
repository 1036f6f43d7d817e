import { rm, truncate, writeFile } from 'node:fs/promises';
import { finishVideo } from '../../src/intake/finish-video.ts';
import { inspectImage } from '../../src/intake/inspect-image.ts';
import { inspectVideo } from '../../src/intake/inspect-video.ts';
import type { IntakePool } from '../../src/intake/intake-pool.ts';
import { readDriver } from '../../src/intake/read-driver.ts';
import { readImage } from '../../src/intake/read-image.ts';
import { readSound } from '../../src/intake/read-sound.ts';

/** One file that the intake has to survive. */
export interface Trial {
  readonly name: string;
  readonly kind: 'image' | 'video';
  readonly bytes: Uint8Array;
  /** The file is filled up with zeros to this length, on disk only. */
  readonly byteCount?: number;
}

const READ_LONG_SIDE = 160;
const READ_FPS = 10;
const KEEP_SECONDS = 1;

/**
 * Puts a file through everything the intake does with it: inspection, and, whatever that says, reading and, as if an upstream
 * had made it, finishing, since a caller might forget to ask. Gives the code of the inspection, or `usable`.
 */
export async function runTrial(trial: Trial, path: string, pool: IntakePool): Promise<string> {
  await writeFile(path, trial.bytes);
  if (trial.byteCount !== undefined) await truncate(path, trial.byteCount);
  if (trial.kind === 'image') {
    const inspection = await inspectImage(path, { pool });
    await readImage(path, { pool, longSide: READ_LONG_SIDE });
    return inspection.usable ? 'usable' : inspection.fault.code;
  }
  const inspection = await inspectVideo(path, { pool });
  await readDriver(path, { pool, longSide: READ_LONG_SIDE, mostFps: READ_FPS }, () => {});
  await readSound(path, { pool });
  await finishTrial(path, pool);
  return inspection.usable ? 'usable' : inspection.fault.code;
}

async function finishTrial(path: string, pool: IntakePool): Promise<void> {
  const [videoPath, posterPath] = [`${path}-finished.mp4`, `${path}-finished.jpg`];
  try {
    const common = { path, videoPath, posterPath, pool };
    await finishVideo({ ...common, keepSeconds: KEEP_SECONDS, soundFromPath: null });
    // Its own sound in the place of what it has not: the way of silent videos with a driver.
    await finishVideo({ ...common, keepSeconds: null, soundFromPath: path });
  } finally {
    for (const made of [videoPath, posterPath]) await rm(made, { force: true });
  }
}
