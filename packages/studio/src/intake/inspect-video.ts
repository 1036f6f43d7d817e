import { admitFile } from './admit-file.ts';
import type { IntakeOptions } from './inspect-image.ts';
import type { DriverFacts, Inspection } from './inspection.ts';
import { NOTHING_SENT } from './intake-child-process.ts';
import { sharedIntakePool } from './intake-pool.ts';

/**
 * Whether a stranger's file is a film that may be used: MP4, MOV or WEBM by its first bytes, within VIDEO_LIMITS, with
 * all its packets in place and a sample of its pictures decodable. Rejects only when the file or this machine cannot do it.
 */
export async function inspectVideo(
  path: string,
  options: IntakeOptions = {},
): Promise<Inspection<DriverFacts>> {
  const admission = await admitFile(path, 'video');
  if (!admission.admitted) return { usable: false, fault: admission.fault };
  const { byteCount, sniffed } = admission;
  const { container, mediaType } = sniffed;
  const pool = options.pool ?? sharedIntakePool();
  const answer = await pool.run({ kind: 'inspect_video', path, container }, NOTHING_SENT);
  if (answer.kind === 'fault') return { usable: false, fault: answer.fault };
  if (answer.kind !== 'video') throw new Error(`the intake process answered with ${answer.kind}`);
  const { codec, width, height, fps, durationSeconds, hasSound } = answer;
  return {
    usable: true,
    facts: { container, mediaType, codec, width, height, fps, durationSeconds, hasSound, byteCount },
  };
}
