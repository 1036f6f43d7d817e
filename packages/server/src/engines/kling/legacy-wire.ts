/** The legacy standard: `/v1/videos/*`, the model as `model_name`, durations as strings, `succeed`. */
import { z } from 'zod';
import type { CameraControl } from '../../kernel/camera-control.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineRequest } from '../engine.ts';
import type { Charge } from './billing.ts';
import type { LegacyProduct, Plan } from './plan.ts';
import type { Pictures } from './pictures.ts';
import { promptWithNegative } from './prompt-text.ts';
import type { Task } from './task.ts';

export type LegacyPlan = Extract<Plan, { standard: 'legacy' }>;

const MODES = { '720p': 'std', '1080p': 'pro' } as const;

type Build = (request: EngineRequest, plan: LegacyPlan, pictures: Pictures) => JsonObject;

const BUILDS: Readonly<Record<LegacyProduct, Build>> = {
  text2video: (request, plan) => ({
    ...filmFields(request, plan),
    ...ownNegative(request),
    ...oldFields(request, plan),
    aspect_ratio: request.aspectRatio,
  }),
  image2video: (request, plan, { first }) => ({
    ...filmFields(request, plan),
    ...ownNegative(request),
    ...oldFields(request, plan),
    image: first,
  }),
  'omni-video': (request, plan, { first, further }) => ({
    ...filmFields(request, plan),
    prompt: promptWithNegative(request),
    ...(first === ''
      ? { aspect_ratio: request.aspectRatio }
      : {
          image_list: [
            { image_url: first, type: 'first_frame' },
            ...further.map((picture) => ({ image_url: picture })),
          ],
        }),
  }),
  'motion-control': (request, _plan, { character, driver }) => {
    const prompt = promptWithNegative(request);
    return {
      ...(prompt === '' ? {} : { prompt }),
      image_url: character,
      video_url: driver,
      character_orientation: request.characterOrientation,
      keep_original_sound: request.keepOriginalSound ? 'yes' : 'no',
      mode: MODES[request.pictureClass],
    };
  },
};

function filmFields(
  { prompt, durationSeconds, pictureClass, sound }: EngineRequest,
  { traits }: LegacyPlan,
): JsonObject {
  return {
    prompt,
    ...(durationSeconds === null ? {} : { duration: String(durationSeconds) }),
    ...(traits.hasTiers ? { mode: MODES[pictureClass] } : {}),
    ...(traits.sound === 'asked' ? { sound: sound ? 'on' : 'off' } : {}),
    ...(traits.hasMultiShot ? { multi_shot: false } : {}),
  };
}

function ownNegative({ negativePrompt }: EngineRequest): JsonObject {
  return negativePrompt === null || negativePrompt === '' ? {} : { negative_prompt: negativePrompt };
}

function oldFields({ cfgScale, cameraControl }: EngineRequest, { traits }: LegacyPlan): JsonObject {
  return {
    ...(traits.takesCfgScale ? { cfg_scale: cfgScale } : {}),
    ...(traits.takesCameraControl && cameraControl !== null
      ? { camera_control: cameraFields(cameraControl) }
      : {}),
  };
}

function cameraFields(control: CameraControl): JsonObject {
  return control.type === 'simple'
    ? { type: control.type, config: { ...control.config } }
    : { type: control.type };
}

/** What of a request is worth keeping beside its result. */
const SETTINGS = [
  'mode',
  'duration',
  'sound',
  'aspect_ratio',
  'character_orientation',
  'keep_original_sound',
];

export function legacyCreate(
  request: EngineRequest,
  plan: LegacyPlan,
  pictures: Pictures,
  key: string,
): { readonly path: string; readonly json: JsonObject; readonly settings: JsonObject } {
  const fields = BUILDS[plan.product](request, plan, pictures);
  return {
    path: `/v1/videos/${plan.product}`,
    json: {
      model_name: plan.name,
      ...fields,
      external_task_id: key,
      ...(request.callbackUrl === null ? {} : { callback_url: request.callbackUrl }),
    },
    settings: Object.fromEntries(Object.entries(fields).filter(([name]) => SETTINGS.includes(name))),
  };
}

const amount = z.union([z.string(), z.number()]).transform(String).nullish();

const LegacyTask = z.object({
  task_id: z.string(),
  task_status: z.string(),
  task_status_msg: z.string().nullish(),
  task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
  final_unit_deduction: amount,
  final_balance_deduction: z.object({ quota: amount, list_price: amount }).nullish(),
  task_result: z
    .object({ videos: z.array(z.object({ url: z.string().nullish(), duration: amount })).nullish() })
    .nullish(),
});

/** `currency` is that of the account: this standard does not say it. */
export function readLegacyTask(data: JsonValue | undefined, currency: string): Task | null {
  const task = LegacyTask.safeParse(data).data;
  if (!task) return null;
  const { final_unit_deduction: units, final_balance_deduction: balance } = task;
  const video = task.task_result?.videos?.find(({ url }) => url);
  const charges: Charge[] = [];
  if (units) charges.push({ kind: 'unit', amount: units, currency: null });
  if (balance?.quota) charges.push({ kind: 'cash', amount: balance.quota, currency });
  return {
    id: task.task_id,
    // An empty one stands for none.
    key: task.task_info?.external_task_id || null,
    word: task.task_status,
    message: task.task_status_msg ?? '',
    video: video?.url ? { url: video.url, durationSeconds: video.duration ?? null } : null,
    charges,
    billing: {
      units: units ?? null,
      balance: balance?.quota ?? null,
      listPrice: balance?.list_price ?? null,
    },
  };
}
