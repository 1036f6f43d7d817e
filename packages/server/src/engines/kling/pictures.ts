/** The inputs in the form that Kling takes, and what of them it would refuse. */
import { readFile } from 'node:fs/promises';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { EngineFailure, EngineInput, EngineRequest } from '../engine.ts';

/** Raw base64 for pictures, addresses for a driver and its character: there is no upload. Empty where there is none. */
export interface Pictures {
  readonly first: string;
  readonly further: readonly string[];
  readonly character: string;
  readonly driver: string;
}

export async function readPictures({ inputs, mode }: EngineRequest): Promise<Pictures> {
  const isFromImage = mode === 'image_to_video';
  return {
    first: isFromImage && inputs.image ? await rawBase64(inputs.image) : '',
    further: isFromImage ? await Promise.all((inputs.furtherImages ?? []).map(rawBase64)) : [],
    character: inputs.referenceImage?.publicUrl ?? '',
    driver: inputs.referenceVideo?.publicUrl ?? '',
  };
}

/** Without the prefix of a data: URI, which Kling refuses. */
async function rawBase64({ path }: EngineInput): Promise<string> {
  return (await readFile(path)).toString('base64');
}

const PICTURE = { types: ['image/jpeg', 'image/png'], leastPixels: 300, mostRatio: 2.5 } as const;
const DRIVER = {
  types: ['video/mp4', 'video/quicktime'],
  leastPixels: 340,
  mostPixels: 3_850,
  leastSeconds: 3,
  mostSeconds: { image: 10, video: 30 },
} as const;

/**
 * What Kling's rules for media say no to, found before anything is sent. Another engine may take it: that is why it counts
 * as not served, and the reason is told only when no engine is left.
 */
export function unfitInput(request: EngineRequest): EngineFailure | null {
  const { image, furtherImages = [], referenceImage, referenceVideo } = request.inputs;
  for (const picture of [image, ...furtherImages, referenceImage]) {
    const why = picture ? unfitPicture(picture) : null;
    if (why !== null) return unfit('INVALID_IMAGE', why);
  }
  const why = referenceVideo ? unfitDriver(referenceVideo, request.characterOrientation) : null;
  if (why !== null) return unfit('INVALID_VIDEO', why);
  if (request.mode === 'motion_control' && !(referenceImage?.publicUrl && referenceVideo?.publicUrl))
    return {
      reason: 'ENGINE_UNAVAILABLE',
      trouble: 'unserved',
      detail: FAILURES.ENGINE_UNAVAILABLE.sentence,
      note: 'Kling fetches the driver and the character itself: set REELAY_PUBLIC_URL.',
    };
  return null;
}

function unfit(reason: FailureReason, detail: string): EngineFailure {
  return { reason, detail, trouble: 'unserved', note: detail };
}

function unfitPicture({ mediaType, width, height }: EngineInput): string | null {
  if (!includes(PICTURE.types, mediaType))
    return 'The engine takes JPEG and PNG. Send the image as one of them.';
  if (Math.min(width, height) < PICTURE.leastPixels)
    return `The image has ${width} x ${height} pixels. Send one whose sides are ${PICTURE.leastPixels} pixels or more.`;
  if (Math.max(width / height, height / width) > PICTURE.mostRatio)
    return `The image is too long for its width. Send one between 1:${PICTURE.mostRatio} and ${PICTURE.mostRatio}:1.`;
  return null;
}

function unfitDriver(
  { mediaType, width, height, durationSeconds }: EngineInput,
  orientation: 'image' | 'video',
): string | null {
  const most = DRIVER.mostSeconds[orientation];
  if (!includes(DRIVER.types, mediaType))
    return 'The engine takes MP4 and MOV. Send the reference video as one of them.';
  if (Math.min(width, height) < DRIVER.leastPixels || Math.max(width, height) > DRIVER.mostPixels)
    return `The reference video has ${width} x ${height} pixels. Send one whose sides are ${DRIVER.leastPixels} to ${DRIVER.mostPixels} pixels.`;
  if (durationSeconds !== null && (durationSeconds < DRIVER.leastSeconds || durationSeconds > most))
    return `The reference video lasts ${durationSeconds} seconds. With character_orientation ${orientation} send one of ${DRIVER.leastSeconds} to ${most} seconds.`;
  return null;
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes(item);
}
