/** The inputs as fal takes them, and what of them it would refuse. */
import { readFile } from 'node:fs/promises';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { EngineFailure, EngineInput, EngineRequest } from '../engine.ts';

export interface InputUrls {
  readonly images: readonly string[];
  /** Empty where there is none. */
  readonly driver: string;
  readonly character: string;
}

export async function readInputUrls({ inputs }: EngineRequest): Promise<InputUrls> {
  const pictures = inputs.image ? [inputs.image, ...(inputs.furtherImages ?? [])] : [];
  return {
    images: await Promise.all(pictures.map(pictureUrl)),
    driver: inputs.referenceVideo?.publicUrl ?? '',
    character: inputs.referenceImage ? await pictureUrl(inputs.referenceImage) : '',
  };
}

/** fal takes `data:` addresses wherever it takes an address (its documentation of file inputs); a driver is too large for one. */
async function pictureUrl({ publicUrl, mediaType, path }: EngineInput): Promise<string> {
  return publicUrl ?? `data:${mediaType};base64,${(await readFile(path)).toString('base64')}`;
}

/** "Min width: 300px, min height: 300px, min aspect ratio: 0.40, max aspect ratio: 2.50" (fal, 2026-09). */
const PICTURE = { leastPixels: 300, mostRatio: 2.5 } as const;
/** Seconds of a driver, by whose orientation the character keeps (Kling motion control, 2026-09). */
const MOST_DRIVER_SECONDS = { image: 10, video: 30 } as const;

/**
 * What fal's rules for media say no to, found before anything is sent. Another engine may take it: that is why it counts as
 * not served, and the reason is told only when no engine is left.
 */
export function unfitInput({
  inputs,
  mode,
  characterOrientation,
}: Pick<EngineRequest, 'inputs' | 'mode' | 'characterOrientation'>): EngineFailure | null {
  const { image, furtherImages = [], referenceImage, referenceVideo } = inputs;
  for (const picture of [image, ...furtherImages, referenceImage]) {
    const why = picture ? unfitPicture(picture) : null;
    if (why !== null) return unfit('INVALID_IMAGE', why);
  }
  if (mode !== 'motion_control') return null;
  if (!referenceVideo?.publicUrl)
    return {
      ...unfit('ENGINE_UNAVAILABLE', 'fal fetches the reference video itself: set REELAY_PUBLIC_URL.'),
      detail: FAILURES.ENGINE_UNAVAILABLE.sentence,
    };
  const most = MOST_DRIVER_SECONDS[characterOrientation];
  const { durationSeconds } = referenceVideo;
  return durationSeconds !== null && durationSeconds > most
    ? unfit(
        'INVALID_VIDEO',
        `The reference video lasts ${durationSeconds} seconds. With character_orientation ${characterOrientation} send one of at most ${most} seconds.`,
      )
    : null;
}

function unfit(reason: FailureReason, detail: string): EngineFailure {
  return { reason, detail, trouble: 'unserved', note: detail };
}

function unfitPicture({ width, height }: EngineInput): string | null {
  if (Math.min(width, height) < PICTURE.leastPixels)
    return `The image has ${width} x ${height} pixels. Send one whose sides are ${PICTURE.leastPixels} pixels or more.`;
  if (Math.max(width / height, height / width) > PICTURE.mostRatio)
    return `The image is too long for its width. Send one between 1:${PICTURE.mostRatio} and ${PICTURE.mostRatio}:1.`;
  return null;
}
