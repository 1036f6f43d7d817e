/** What a workflow makes of a wish: everything in it is mapped, noted as done differently, or refused by name. */
import type { Support, Wish } from '../engine.ts';
import type { ComfyuiOptions } from './options.ts';
import { findWorkflow, type Workflow, type Workflows } from './workflows.ts';

const DEFAULT_CFG_SCALE = 0.5;

interface Asked {
  readonly wish: Wish;
  readonly workflow: Workflow;
  readonly options: ComfyuiOptions;
}

/** Says why not, or what is done differently; null when there is nothing to say. */
type Rule = (asked: Asked) => string | null;

const RULES: readonly Rule[] = [
  ({ wish: { durationSeconds = null }, workflow: { name }, options: { mostSeconds } }) =>
    durationSeconds === null || durationSeconds <= mostSeconds
      ? null
      : `duration: the workflow ${name} makes at most ${mostSeconds} seconds, not ${durationSeconds}. Ask for less, or route longer videos to another engine.`,
  ({ wish: { negativePrompt = null }, workflow: { name, placeholders } }) =>
    negativePrompt === null || placeholders.has('negative_prompt')
      ? null
      : `negative_prompt: the workflow ${name} takes none. Leave it out, or say it in the prompt.`,
  ({ wish: { cameraControl = null }, workflow: { name } }) =>
    cameraControl === null
      ? null
      : `camera_control: the workflow ${name} takes none. Leave it out, or say the move in the prompt.`,
  ({ wish: { mode, sound = false }, workflow: { name, placeholders } }) =>
    !sound || mode === 'motion_control' || placeholders.has('sound')
      ? null
      : `sound: the workflow ${name} makes silent videos. Set sound to false, or take another engine.`,
  ({ wish: { furtherImageCount = 0 }, workflow: { name } }) =>
    furtherImageCount === 0
      ? null
      : `images: the workflow ${name} takes one picture, not ${furtherImageCount + 1}. Send one.`,
];

const NOTES: readonly Rule[] = [
  ({ wish: { model }, workflow: { name } }) =>
    `${model} is made by the ComfyUI workflow ${name}, not by Kling.`,
  ({ wish: { seed }, workflow: { name, placeholders } }) =>
    seed === undefined || placeholders.has('seed') ? null : `seed: the workflow ${name} does not take it.`,
  ({ wish: { cfgScale = DEFAULT_CFG_SCALE }, workflow: { name } }) =>
    cfgScale === DEFAULT_CFG_SCALE ? null : `cfg_scale: the workflow ${name} does not take it.`,
  ({ wish: { pictureClass, aspectRatio }, workflow: { name, placeholders } }) =>
    (pictureClass === undefined && aspectRatio === undefined) ||
    (placeholders.has('width') && placeholders.has('height'))
      ? null
      : `The workflow ${name} decides the size of the picture.`,
  ({ wish: { mode, characterOrientation }, workflow: { name } }) =>
    mode === 'motion_control' && characterOrientation === 'image'
      ? `character_orientation: with the workflow ${name} the character turns as the driver does.`
      : null,
];

export function supportOf(wish: Wish, workflows: Workflows, options: ComfyuiOptions): Support {
  const workflow = findWorkflow(workflows, wish.model, wish.mode);
  if (workflow === null)
    return {
      supported: false,
      why: `This ComfyUI has no workflow for ${wish.mode.replaceAll('_', ' ')} with ${wish.model}. Route it to another engine.`,
    };
  const asked = { wish, workflow, options };
  for (const rule of RULES) {
    const why = rule(asked);
    if (why !== null) return { supported: false, why };
  }
  return { supported: true, notes: NOTES.map((note) => note(asked)).filter((note) => note !== null) };
}
