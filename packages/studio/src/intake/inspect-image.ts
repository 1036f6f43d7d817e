import { admitFile } from './admit-file.ts';
import type { ImageFacts, Inspection } from './inspection.ts';
import { NOTHING_SENT } from './intake-child-process.ts';
import { sharedIntakePool } from './intake-pool.ts';
import type { IntakePool } from './intake-pool.ts';

export interface IntakeOptions {
  /** The process's shared pool by default. */
  readonly pool?: IntakePool;
}

/**
 * Whether a stranger's file is a picture that may be used: JPEG, PNG or WEBP by its first bytes, within IMAGE_LIMITS, and
 * decodable to the last row. Rejects only when the file or this machine cannot do it.
 */
export async function inspectImage(
  path: string,
  options: IntakeOptions = {},
): Promise<Inspection<ImageFacts>> {
  const admission = await admitFile(path, 'image');
  if (!admission.admitted) return { usable: false, fault: admission.fault };
  const { byteCount, sniffed } = admission;
  const { format, mediaType } = sniffed;
  const pool = options.pool ?? sharedIntakePool();
  const answer = await pool.run({ kind: 'inspect_image', path, format }, NOTHING_SENT);
  if (answer.kind === 'fault') return { usable: false, fault: answer.fault };
  if (answer.kind !== 'image') throw new Error(`the intake process answered with ${answer.kind}`);
  const { width, height } = answer;
  return { usable: true, facts: { format, mediaType, width, height, byteCount } };
}
