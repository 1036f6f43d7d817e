import { inspectImage, inspectVideo } from '@reelay/studio';
import type { InspectMedia } from '../../kernel/media-input.ts';

/** Inspects with the studio's sandboxed decoders, of which each process has a few; who comes then waits for a place. */
export const studioInspectMedia: InspectMedia = async (kind, path) => {
  const found = kind === 'image' ? await inspectImage(path) : await inspectVideo(path);
  if (!found.usable) return { usable: false, sentence: found.fault.sentence };
  const { mediaType, width, height } = found.facts;
  const durationSeconds = 'durationSeconds' in found.facts ? found.facts.durationSeconds : null;
  return { usable: true, facts: { mediaType, width, height, durationSeconds } };
};
