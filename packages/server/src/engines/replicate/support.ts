/** What Replicate makes of a wish: everything in it is mapped, noted as done differently, or refused by name. */
import type { Support, Wish } from '../engine.ts';
import type { ReplicateOptions } from './options.ts';
import { planOf, type Plan } from './upstream-models.ts';

const DEFAULT_CFG_SCALE = 0.5;

interface Asked {
  readonly wish: Wish;
  readonly plan: Plan;
  readonly hasPublicUrl: boolean;
}

/** Says why not, or what is done differently; null when there is nothing to say. */
type Rule = (asked: Asked) => string | null;

const RULES: readonly Rule[] = [
  ({ wish: { mode }, plan: { id, model } }) =>
    model.modes.includes(mode)
      ? null
      : `${id} on Replicate makes ${model.modes.map(spoken).join(' and ')} only, not ${spoken(mode)}. Choose another model.`,
  ({ wish: { mode }, hasPublicUrl }) =>
    mode === 'motion_control' && !hasPublicUrl
      ? 'reference_video: Replicate fetches it itself, and this server has no public address. Set REELAY_PUBLIC_URL.'
      : null,
  whyNotDuration,
  ({ wish: { negativePrompt = null }, plan: { id, model } }) =>
    negativePrompt === null || model.takes.includes('negativePrompt')
      ? null
      : `negative_prompt: ${id} on Replicate takes none. Leave it out, or say it in the prompt.`,
  ({ wish: { cameraControl = null }, plan: { id } }) =>
    cameraControl === null
      ? null
      : `camera_control: ${id} on Replicate takes none. Leave it out, or say the move in the prompt.`,
  ({ wish: { mode, sound = false }, plan: { id, model } }) =>
    !sound || mode === 'motion_control' || model.takes.includes('sound')
      ? null
      : `sound: ${id} on Replicate makes silent videos. Set sound to false, or choose kling_2.6.`,
  ({ wish: { furtherImageCount = 0 }, plan: { id, model } }) =>
    furtherImageCount + 1 <= model.mostPictures
      ? null
      : `images: ${id} on Replicate takes at most ${model.mostPictures}, not ${furtherImageCount + 1}. Send fewer.`,
];

const NOTES: readonly Rule[] = [
  ({ wish: { seed } }) =>
    seed === undefined
      ? null
      : 'seed: Kling on Replicate takes none; the same request makes another video each time.',
  ({ wish: { cfgScale = DEFAULT_CFG_SCALE }, plan: { id, model } }) =>
    cfgScale === DEFAULT_CFG_SCALE || model.takes.includes('cfgScale')
      ? null
      : `cfg_scale: ${id} on Replicate does not take it.`,
  ({ wish: { pictureClass }, plan: { id, model } }) =>
    pictureClass === undefined || model.pictureClass === undefined || pictureClass === model.pictureClass
      ? null
      : `The picture is made at ${model.pictureClass} by ${id} on Replicate.`,
];

export function supportOf(
  wish: Wish,
  { models }: Pick<ReplicateOptions, 'models'>,
  hasPublicUrl: boolean,
): Support {
  const plan = planOf(wish.model, models);
  if (plan === null)
    return {
      supported: false,
      why: `Replicate has no model for ${wish.model}. Choose a model that GET /v1/models lists, or route it to another engine.`,
    };
  const asked = { wish, plan, hasPublicUrl };
  for (const rule of RULES) {
    const why = rule(asked);
    if (why !== null) return { supported: false, why };
  }
  const notes = NOTES.map((note) => note(asked)).filter((note) => note !== null);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

function whyNotDuration({
  wish: { durationSeconds = null, furtherImageCount = 0 },
  plan: { id, model },
}: Asked): string | null {
  const legal = furtherImageCount > 0 ? (model.durationsWithPictures ?? model.durations) : model.durations;
  if (durationSeconds === null || legal === null || legal.includes(durationSeconds)) return null;
  return `duration: ${id} on Replicate makes ${legal.join(', ')} seconds, not ${durationSeconds}. Ask for one of these.`;
}

function spoken(mode: Wish['mode']): string {
  return mode.replaceAll('_', ' ');
}
