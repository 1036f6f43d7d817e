import { LANDMARK_COUNT, type Pose } from './vision.ts';

/** x, y, z, score. */
export const VALUES = 4;

/** One person's points through a clip while they are being mended. */
export interface TrackPoints {
  readonly frameCount: number;
  readonly fps: number;
  /** x, y, z and score of every landmark of every frame; meaningless where not known. */
  readonly values: Float32Array;
  /** 1 where a network saw the point and nothing speaks against it, one per landmark of every frame. */
  readonly known: Uint8Array;
  /** Length of the body in every frame, pixels (see `bodyUnit`); of the nearest seen frame where nobody was seen. */
  readonly units: Float32Array;
}

export function pointIndex(frame: number, landmark: number): number {
  return frame * LANDMARK_COUNT + landmark;
}

export function setPose({ values, known }: TrackPoints, frame: number, pose: Pose): void {
  for (const [landmark, { x, y, z, score }] of pose.landmarks.entries()) {
    const index = pointIndex(frame, landmark);
    values.set([x, y, z, score], index * VALUES);
    known[index] = 1;
  }
}

export function getPose({ values }: TrackPoints, frame: number, score: number): Pose {
  const landmarks = Array.from({ length: LANDMARK_COUNT }, (_, landmark) => {
    const at = pointIndex(frame, landmark) * VALUES;
    return { x: values[at] ?? 0, y: values[at + 1] ?? 0, z: values[at + 2] ?? 0, score: values[at + 3] ?? 0 };
  });
  return { landmarks, score };
}
