import { planPicture } from '../image/plan-picture.ts';
import { readImage } from '../intake/read-image.ts';
import { applyCameraControl } from '../prompt/camera-control.ts';
import { compilePrompt } from '../prompt/compile.ts';
import { createVision } from '../vision/create-vision.ts';
import type { Vision } from '../vision/vision.ts';
import type { OnPrepared, Preparation } from './preparation.ts';
import { prepareSound } from './prepare-sound.ts';
import { RenderFailure } from './render-failure.ts';
import type { PictureRequest } from './render-request.ts';

/** Longest side that a film can have (1080 by 2.5), with a little to spare for resizing well: more is only memory. */
export const LONGEST_SIDE_PIXELS = 2800;
/** Share of the preparing after which the picture is in memory. */
const READ = 0.2;

/** A picture and words to layers that the camera can move past. `openVision` is another one in tests. */
export async function preparePicture(
  request: PictureRequest,
  onPrepared: OnPrepared,
  openVision: () => Promise<Vision> = createVision,
): Promise<Preparation> {
  const read = await readImage(request.imagePath, { longSide: LONGEST_SIDE_PIXELS });
  if (!read.usable) throw new RenderFailure('invalid_image', read.fault.sentence);
  onPrepared(READ);
  const graph = applyCameraControl(
    compilePrompt(request.prompt, request.negativePrompt),
    request.cameraControl,
  );
  const vision = await openVision();
  try {
    const plan = await planPicture(read.picture, graph, vision, request);
    return {
      footage: { kind: 'picture', plan },
      ...prepareSound(graph, request, plan.film),
      prompt: graph.report,
      account: { mode: 'image_to_video', picture: plan.report },
    };
  } finally {
    await vision.close();
  }
}
