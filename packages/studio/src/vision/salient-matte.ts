import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import { resizePicture } from '../pixels/resize.ts';
import type { Networks } from './networks.ts';

const SIDE = 320;
/** Mean and deviation of the pictures that the network was trained on (ImageNet), red, green, blue. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/**
 * What stands out, by u2netp (Qin and others, "U2-Net", 2020): 0..1 at the network's own 320 x 320, whatever the shape of
 * the picture (it was trained on stretched ones). The values are the network's own, not spread to 0..1: where nothing
 * stands out, they stay low.
 */
export async function salientMatte(networks: Networks, picture: Picture): Promise<Plane> {
  const { rgba } = resizePicture(picture, SIDE, SIDE);
  const count = SIDE * SIDE;
  let brightest = 1;
  for (let i = 0; i < rgba.length; i++) if (i % 4 !== 3) brightest = Math.max(brightest, rgba[i] ?? 0);
  const input = new Float32Array(count * 3);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (brightest * (DEVIATION[channel] ?? 1));
    const offset = (MEAN[channel] ?? 0) / (DEVIATION[channel] ?? 1);
    for (let i = 0; i < count; i++)
      input[channel * count + i] = (rgba[i * 4 + channel] ?? 0) * scale - offset;
  }
  const [values] = await networks.run('u2netp', input);
  const plane = createPlane(SIDE, SIDE);
  if (values) plane.values.set(values);
  return plane;
}
