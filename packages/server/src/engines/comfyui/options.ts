import { z } from 'zod';

const WORKFLOW_KEY = /^(?:[\w.-]+\/)?(?:text_to_video|image_to_video|motion_control)$/;

export const ComfyuiOptions = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Where ComfyUI is: http://gpu.internal:8188. Nobody else should reach it.'),
  apiKey: z
    .string()
    .min(1)
    .optional()
    .describe('A key that a proxy before ComfyUI wants; ComfyUI itself has none.'),
  apiKeyHeader: z
    .string()
    .regex(/^[\w-]+$/)
    .default('authorization')
    .describe('The header of apiKey. In authorization it goes as a Bearer token, in others as it is.'),
  workflows: z
    .record(
      z.string().regex(WORKFLOW_KEY, { error: 'must be a mode, or a model, a slash and a mode' }),
      z.string().min(1).nullable(),
    )
    .default({})
    .describe(
      'Files of workflows in API format (File, Export (API)) in place of the shipped ones, by mode or by model and mode: {"text_to_video": "t2v.json", "kling_3_pro/image_to_video": "i2v-1080p.json"}; null for what is not made here. A relative path begins at the folder of the configuration file. In them {{prompt}}, {{negative_prompt}}, {{seed}}, {{width}}, {{height}}, {{frames}}, {{fps}}, {{seconds}}, {{sound}}, {{image}}, {{video}} and {{id}} stand for what is asked for. The shipped ones want the Wan 2.2 models with their 4-step LoRAs, and for motion_control also the node packs ComfyUI-VideoHelperSuite and comfyui_controlnet_aux.',
    ),
  fps: z
    .number()
    .positive()
    .max(120)
    .default(16)
    .describe('Frames per second that the models of the workflows make: 16 for Wan, 24 for LTX-2.'),
  frameStep: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('The models take a multiple of it plus one frame: 4 for Wan, 8 for LTX-2, 1 for any number.'),
  sizeStep: z
    .int()
    .min(1)
    .max(128)
    .default(16)
    .describe('Width and height are multiples of it: 16 for Wan, 32 for LTX-2.'),
  mostSeconds: z
    .number()
    .positive()
    .max(60)
    .default(5)
    .describe('The longest video that is made, and the longest driver. Wan is trained for 5 seconds.'),
});
export type ComfyuiOptions = z.infer<typeof ComfyuiOptions>;
