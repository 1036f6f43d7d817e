/** Which endpoint of fal makes which of our models, mode by mode. Standard and pro are in the path. */
import type { GenerationMode } from '../../kernel/environment.ts';
import type { Target, Use } from './field-sets.ts';
import { targetOf, type FalOptions } from './options.ts';

type Targets = Partial<Record<Use, Target>>;

const KLING = 'fal-ai/kling-video';

function films(path: string, generation: 'v3' | 'v2.6' | 'v2' | 'o3'): Targets {
  return {
    text_to_video: { endpoint: `${KLING}/${path}/text-to-video`, fields: `${generation}-text` },
    image_to_video: { endpoint: `${KLING}/${path}/image-to-video`, fields: `${generation}-image` },
  };
}

function fromImage(path: string): Targets {
  return { image_to_video: { endpoint: `${KLING}/${path}/image-to-video`, fields: 'v2-image' } };
}

function motion(path: string): Targets {
  return { motion_control: { endpoint: `${KLING}/${path}/motion-control`, fields: 'motion' } };
}

function o3(path: string): Targets {
  return {
    ...films(path, 'o3'),
    references: { endpoint: `${KLING}/${path}/reference-to-video`, fields: 'o3-reference' },
  };
}

/** fal has no text-to-video of 2.5 Turbo standard and of O1 (its list of endpoints, 2026-09). */
export const ENDPOINTS: Readonly<Record<string, Targets>> = {
  kling_3: films('v3/standard', 'v3'),
  kling_3_pro: films('v3/pro', 'v3'),
  kling_3_motion: motion('v3/standard'),
  kling_3_motion_pro: motion('v3/pro'),
  'kling_2.6_motion': motion('v2.6/standard'),
  'kling_2.6_motion_pro': motion('v2.6/pro'),
  'kling_2.6': films('v2.6/pro', 'v2.6'),
  'kling_2.5_turbo': fromImage('v2.5-turbo/standard'),
  'kling_2.5_turbo_pro': films('v2.5-turbo/pro', 'v2'),
  'kling_2.1': fromImage('v2.1/standard'),
  'kling_2.1_pro': fromImage('v2.1/pro'),
  'kling_2.1_master': films('v2.1/master', 'v2'),
  'kling_1.6': films('v1.6/standard', 'v2'),
  'kling_1.6_pro': films('v1.6/pro', 'v2'),
  kling_o1: {
    image_to_video: { endpoint: `${KLING}/o1/standard/image-to-video`, fields: 'o1-image' },
    references: { endpoint: `${KLING}/o1/standard/reference-to-video`, fields: 'o1-reference' },
  },
  kling_o3: o3('o3/standard'),
  kling_o3_pro: o3('o3/pro'),
};

export interface Plan extends Target {
  /** Whether the operator named the endpoint. */
  readonly isMapped: boolean;
}

/** Our model to what the operator named for it. */
export type Overrides = FalOptions['models'];

/** A plan, or the sentence that says why there is none. */
export function planOf(
  model: string,
  mode: GenerationMode,
  furtherImageCount: number,
  overrides: Overrides,
): Plan | string {
  const use = mode === 'image_to_video' && furtherImageCount > 0 ? 'references' : mode;
  const named = Object.hasOwn(overrides, model) ? overrides[model]?.[use] : undefined;
  const mapped = named === undefined ? null : targetOf(named);
  if (mapped !== null) return { ...mapped, isMapped: true };
  const targets = Object.hasOwn(ENDPOINTS, model) ? ENDPOINTS[model] : undefined;
  const target = targets?.[use];
  if (target) return { ...target, isMapped: false };
  const option = `models.${model}.${use}`;
  if (use === 'references' && targets?.image_to_video)
    return `fal takes one picture in images for ${model}; send one, or name an endpoint in the option ${option}.`;
  return `fal has no endpoint that makes ${mode} with the model ${model}; take another model or engine, or name one in the option ${option}.`;
}
