import { applyCameraControl } from '../prompt/camera-control.ts';
import { compilePrompt } from '../prompt/compile.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { bakeShot } from '../render/draw-frame.ts';
import { directShot } from '../scene/direct-shot.ts';
import type { SceneReport } from './mode-report.ts';
import type { OnPrepared, Preparation } from './preparation.ts';
import { prepareSound } from './prepare-sound.ts';
import type { TextRequest } from './render-request.ts';

/** Share of the preparing after which the baking begins. */
const DIRECTED = 0.4;

/** Words to a shot: place, light, figures, camera, and what of it does not change from picture to picture. */
export async function prepareText(request: TextRequest, onPrepared: OnPrepared): Promise<Preparation> {
  const graph = applyCameraControl(
    compilePrompt(request.prompt, request.negativePrompt),
    request.cameraControl,
  );
  const shot = directShot(graph, request);
  onPrepared(DIRECTED);
  const baked = await bakeShot(shot);
  return {
    footage: { kind: 'shot', shot, baked },
    ...prepareSound(graph, request, shot),
    prompt: graph.report,
    account: { mode: 'text_to_video', scene: describeScene(graph) },
  };
}

function describeScene(graph: SceneGraph): SceneReport {
  return {
    place: graph.place.id,
    placeStated: graph.place.stated,
    time: graph.time,
    weather: graph.weather,
    camera: graph.camera,
    style: graph.style,
    subjects: graph.subjects.map(({ figure, count, action, colour }) => ({ figure, count, action, colour })),
  };
}
