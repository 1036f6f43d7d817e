/** The current standard (Kling API 2.0, 2026-07): the model in the path, `contents`, `settings`, `options`. */
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineRequest } from '../engine.ts';
import type { CurrentProduct, Plan } from './plan.ts';
import type { Pictures } from './pictures.ts';
import { promptWithNegative } from './prompt-text.ts';
import type { Task } from './task.ts';

export type CurrentPlan = Extract<Plan, { standard: 'current' }>;

interface Body {
  readonly prompt?: string;
  readonly contents?: readonly JsonObject[];
  readonly settings: JsonObject;
}

type Build = (request: EngineRequest, plan: CurrentPlan, pictures: Pictures) => Body;

const BUILDS: Readonly<Record<CurrentProduct, Build>> = {
  'text-to-video': (request, plan) => ({
    prompt: promptWithNegative(request),
    settings: { ...filmSettings(request, plan), aspect_ratio: request.aspectRatio },
  }),
  'image-to-video': (request, plan, { first }) => ({
    contents: [...promptContent(request), { type: 'first_frame', url: first }],
    settings: filmSettings(request, plan),
  }),
  'omni-video': (request, plan, { first, further }) => ({
    contents: [
      ...promptContent(request),
      ...(first === '' ? [] : [{ type: 'first_frame', url: first, id: 'image_1' }]),
      ...further.map((url, index) => ({ type: 'refer_image', url, id: `image_${index + 2}` })),
    ],
    settings: {
      ...filmSettings(request, plan),
      // Required when there is no first frame; else the frame decides.
      ...(first === '' ? { aspect_ratio: request.aspectRatio } : {}),
    },
  }),
  'motion-control': (request, _plan, { character, driver }) => ({
    contents: [...promptContent(request), { type: 'image', url: character }, { type: 'video', url: driver }],
    settings: {
      character_orientation: request.characterOrientation,
      audio: request.keepOriginalSound ? 'original' : 'off',
      resolution: request.pictureClass,
    },
  }),
};

function promptContent(request: EngineRequest): readonly JsonObject[] {
  const text = promptWithNegative(request);
  return text === '' ? [] : [{ type: 'prompt', text }];
}

function filmSettings(
  { pictureClass, durationSeconds, sound }: EngineRequest,
  { traits }: CurrentPlan,
): JsonObject {
  return {
    resolution: pictureClass,
    ...(durationSeconds === null ? {} : { duration: durationSeconds }),
    ...(traits.sound === 'asked' ? { audio: sound ? 'native' : 'off' } : {}),
    // It is on unless told: nobody asked for cuts.
    ...(traits.hasMultiShot ? { multi_shot: false } : {}),
  };
}

export function currentCreate(
  request: EngineRequest,
  plan: CurrentPlan,
  pictures: Pictures,
  key: string,
): { readonly path: string; readonly json: JsonObject; readonly settings: JsonObject } {
  const body = BUILDS[plan.product](request, plan, pictures);
  return {
    path: `/${plan.product}/${plan.name}`,
    json: {
      ...body,
      options: {
        external_task_id: key,
        ...(request.callbackUrl === null ? {} : { callback_url: request.callbackUrl }),
      },
    },
    settings: body.settings,
  };
}

const Charged = z.object({
  charge_type: z.string(),
  amount: z.union([z.string(), z.number()]).transform(String),
  currency: z.string().nullish(),
});

const CurrentTask = z.object({
  id: z.string(),
  status: z.string(),
  message: z.string().nullish(),
  external_id: z.string().nullish(),
  outputs: z
    .array(
      z.object({
        type: z.string(),
        url: z.string().nullish(),
        duration: z.union([z.string(), z.number()]).transform(String).nullish(),
      }),
    )
    .nullish(),
  billing: z.array(Charged).nullish(),
});

/** What `GET /tasks` has; null when it is none of it. */
export function readCurrentTasks(data: JsonValue | undefined): readonly Task[] | null {
  const tasks = z.array(CurrentTask).safeParse(data).data;
  return tasks?.map(presentTask) ?? null;
}

function presentTask(task: z.infer<typeof CurrentTask>): Task {
  const video = task.outputs?.find(({ type, url }) => type === 'video' && url);
  const billing = task.billing ?? [];
  return {
    id: task.id,
    key: task.external_id ?? null,
    word: task.status,
    message: task.message ?? '',
    video: video?.url ? { url: video.url, durationSeconds: video.duration ?? null } : null,
    charges: billing.map(({ charge_type: kind, amount, currency }) => ({
      kind: kind === 'unit' ? 'unit' : 'cash',
      amount,
      // A charge of a kind that nobody documented has no currency either, and is not counted.
      currency: kind === 'cash' ? (currency ?? null) : null,
    })),
    billing: billing.map((charge) => ({ ...charge, currency: charge.currency ?? null })),
  };
}
