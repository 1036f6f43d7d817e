import type { Picture } from '../pixels/picture.ts';
import type { Networks } from './networks.ts';
import { type Square, sampleSquare } from './sample-square.ts';
import { LANDMARKS } from './vision.ts';

/** A joint as MoveNet sees it. Pixels of the picture; `score` 0..1. */
export interface Joint {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

const SIDE = 256;
/** y, x, score. */
const VALUES = 3;

/** The twelve joints of trunk and limbs that both pose networks know: the landmark, and its place in MoveNet's list. */
export const SHARED_JOINTS = [
  [LANDMARKS.leftShoulder, 5],
  [LANDMARKS.rightShoulder, 6],
  [LANDMARKS.leftElbow, 7],
  [LANDMARKS.rightElbow, 8],
  [LANDMARKS.leftWrist, 9],
  [LANDMARKS.rightWrist, 10],
  [LANDMARKS.leftHip, 11],
  [LANDMARKS.rightHip, 12],
  [LANDMARKS.leftKnee, 13],
  [LANDMARKS.rightKnee, 14],
  [LANDMARKS.leftAnkle, 15],
  [LANDMARKS.rightAnkle, 16],
] as const;

/** MoveNet's joints of the person in an upright square, in the order of {@link SHARED_JOINTS}. */
export async function locateJoints(networks: Networks, picture: Picture, square: Square): Promise<Joint[]> {
  const input = new Int32Array(SIDE * SIDE * 3);
  sampleSquare(picture, square, SIDE, input);
  const [values] = await networks.run('movenet-thunder', input);
  if (!values) throw new Error('the joint network gave nothing');
  return SHARED_JOINTS.map(([, index]) => ({
    x: square.centreX + ((values[index * VALUES + 1] ?? 0) - 0.5) * square.size,
    y: square.centreY + ((values[index * VALUES] ?? 0) - 0.5) * square.size,
    score: values[index * VALUES + 2] ?? 0,
  }));
}
