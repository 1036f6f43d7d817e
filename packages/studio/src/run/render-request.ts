import type { PictureClass } from '../pixels/fit-picture.ts';
import type { CameraControl } from '../prompt/camera-control.ts';

/** What every request says, whatever it is made from. */
interface CommonRequest {
  /** May be empty for motion control. */
  readonly prompt: string;
  readonly negativePrompt: string | null;
  /** 0..2147483647. The same request with the same seed gives the same bytes. */
  readonly seed: number;
  /** 0 free .. 1 literal. */
  readonly cfgScale: number;
  readonly outputPath: string;
  readonly posterPath: string;
}

/** A video from words alone. */
export interface TextRequest extends CommonRequest {
  readonly mode: 'text_to_video';
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Whether the scene is heard. */
  readonly sound: boolean;
  readonly cameraControl: CameraControl | null;
}

/** A still picture set in motion. The size follows from the picture's shape. */
export interface PictureRequest extends CommonRequest {
  readonly mode: 'image_to_video';
  /** A JPEG, PNG or WEBP; a stranger's file is fine. */
  readonly imagePath: string;
  readonly pictureClass: PictureClass;
  readonly durationSeconds: number;
  readonly fps: number;
  readonly sound: boolean;
  readonly cameraControl: CameraControl | null;
}

/** A character that moves as a person in a video does. Length and rate are the driver's. */
export interface MotionRequest extends CommonRequest {
  readonly mode: 'motion_control';
  /** The character: JPEG, PNG or WEBP. */
  readonly imagePath: string;
  /** The driver: MP4, MOV or WEBM. */
  readonly driverPath: string;
  readonly pictureClass: PictureClass;
  /** Whose orientation the character keeps: that of its own picture, or the driver's. */
  readonly orientation: 'image' | 'video';
  readonly keepOriginalSound: boolean;
}

/** What to make and where to put it. */
export type RenderRequest = TextRequest | PictureRequest | MotionRequest;

const LIMITS = {
  width: [64, 4096],
  height: [64, 4096],
  fps: [1, 60],
  durationSeconds: [0.04, 60],
  seed: [0, 2_147_483_647],
  cfgScale: [0, 1],
} as const satisfies Record<string, readonly [number, number]>;

const WHOLE: ReadonlySet<string> = new Set(['width', 'height', 'fps', 'seed']);

/** What is wrong with a request, or null. H.264 with 4:2:0 colour needs even sides. */
export function requestFault(request: RenderRequest): string | null {
  const numbers: Readonly<Record<string, unknown>> = { ...request };
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = numbers[name];
    if (typeof value !== 'number') continue;
    if (!(value >= low && value <= high)) return `${name} must be ${low} to ${high}, not ${value}`;
    if (WHOLE.has(name) && !Number.isInteger(value)) return `${name} must be a whole number, not ${value}`;
  }
  if (request.mode === 'text_to_video' && (request.width % 2 !== 0 || request.height % 2 !== 0))
    return 'width and height must be even';
  return null;
}
