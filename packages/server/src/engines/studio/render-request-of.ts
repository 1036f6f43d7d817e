import { sizeOf, type RenderRequest } from '@reelay/studio';
import type { EngineInput, EngineRequest } from '../engine.ts';

/** Of what has no driver, whose rate counts otherwise. */
const FRAMES_PER_SECOND = 24;

/** What the studio is to draw: the three modes of the port in the studio's own words. */
export function renderRequestOf(
  request: EngineRequest,
  paths: Pick<RenderRequest, 'outputPath' | 'posterPath'>,
): RenderRequest {
  const { prompt, negativePrompt, seed, cfgScale, sound, cameraControl, pictureClass } = request;
  const common = { ...paths, prompt, negativePrompt, seed, cfgScale };
  const film = { fps: FRAMES_PER_SECOND, sound, cameraControl };
  switch (request.mode) {
    case 'text_to_video': {
      const size = sizeOf(request.aspectRatio, pictureClass);
      return { ...common, ...film, ...size, mode: 'text_to_video', durationSeconds: secondsOf(request) };
    }
    case 'image_to_video':
      return {
        ...common,
        ...film,
        mode: 'image_to_video',
        imagePath: inputOf(request, 'image').path,
        pictureClass,
        durationSeconds: secondsOf(request),
      };
    case 'motion_control':
      return {
        ...common,
        mode: 'motion_control',
        imagePath: inputOf(request, 'referenceImage').path,
        driverPath: inputOf(request, 'referenceVideo').path,
        pictureClass,
        orientation: request.characterOrientation,
        keepOriginalSound: request.keepOriginalSound,
      };
    default:
      return request.mode satisfies never;
  }
}

function secondsOf({ durationSeconds, mode }: EngineRequest): number {
  if (durationSeconds === null) throw new Error(`a ${mode} request has no duration`);
  return durationSeconds;
}

function inputOf(
  { inputs, mode }: EngineRequest,
  name: 'image' | 'referenceImage' | 'referenceVideo',
): EngineInput {
  const input = inputs[name];
  if (!input) throw new Error(`a ${mode} request has no ${name}`);
  return input;
}
