import { truncate, writeFile } from 'node:fs/promises';
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

/**
 * Puts a file through everything the intake does with it: inspection, and, whatever that says, reading, since a caller
 * might forget to ask. Gives the code of the inspection, or `usable`.
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
  return inspection.usable ? 'usable' : inspection.fault.code;
}
