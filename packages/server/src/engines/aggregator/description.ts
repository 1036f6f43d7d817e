/**
 * What an operator writes down of an upstream that takes a task, is asked for it, and hands out an address: a JSON file.
 * Where answers keep things is written as a path: `data.works.0.url`, and `(json)` where a string has to be read as JSON.
 */
import { z } from 'zod';
import { ENGINE_TROUBLES, type EngineTrouble } from '../../kernel/engine-troubles.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { JsonValue } from '../../kernel/json.ts';

// oxlint-disable typescript/no-unsafe-type-assertion -- Object.keys forgets the key type
const reason = z.enum(Object.keys(FAILURES) as [FailureReason, ...FailureReason[]]);
const certain = (Object.keys(ENGINE_TROUBLES) as EngineTrouble[]).filter(
  (trouble) => trouble !== 'timeout' && trouble !== 'result_lost' && trouble !== 'failed',
) as [Exclude<EngineTrouble, 'timeout' | 'result_lost' | 'failed'>];
// oxlint-enable typescript/no-unsafe-type-assertion

const path = z
  .string()
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, { error: 'must be names with dots between them: data.taskId' });
const httpPath = z.string().regex(/^\/\S*$/, { error: 'must begin with a slash' });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const template: z.ZodType<JsonValue> = z.json();

const bodies = z.strictObject({
  text_to_video: template.optional().describe('Of text to video.'),
  image_to_video: template.optional().describe('Of image to video.'),
  motion_control: template.optional().describe('Of motion control.'),
});

const ModelEntry = z.strictObject({
  values: z
    .record(z.string().regex(/^[a-zA-Z]\w*$/), scalar)
    .default({})
    .describe('What {model.NAME} stands for: the upstream’s name of the model, its tier, its path.'),
  body: template.optional().describe('Its own body, where it is not that of the mode.'),
  durations: z
    .array(z.int().min(1))
    .min(1)
    .optional()
    .describe('Seconds that it makes; all of ours when absent.'),
  mostPromptCharacters: z.int().min(1).optional().describe('Of the prompt; 2500 when absent.'),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

export const Models = z
  .record(z.string(), z.partialRecord(z.enum(GENERATION_MODES), ModelEntry))
  .describe('By our model and mode: what it is there. What is absent is refused.');
export type Models = z.infer<typeof Models>;

const refusals = z.strictObject({
  httpStatuses: z
    .record(z.string().regex(/^[345]\d\d$/), z.enum(certain))
    .default({})
    .describe('HTTP statuses of a submit that prove that no task was made, and what is wrong then.'),
  codes: z
    .record(z.string(), z.enum(certain))
    .default({})
    .describe(
      'The same for the codes of its envelope. Whatever is in neither leaves doubt: never started again.',
    ),
});

const statuses = z.strictObject({
  pending: z.array(z.string()).min(1).describe('Waiting or under way.'),
  succeeded: z.array(z.string()).min(1).describe('The video is there.'),
  failed: z.array(z.string()).min(1).describe('It will never be.'),
  content: z.array(z.string()).default([]).describe('Refused for what it shows.'),
});

export const Description = z.strictObject({
  name: z.string().min(1).describe('For the operator and for reports.'),
  notes: z.array(z.string()).default([]).describe('What is not verified, and what to know.'),
  baseUrl: z.url({ protocol: /^https?$/ }).describe('The paths are put behind it.'),
  headers: z.record(z.string(), z.string()).describe('Sent with every call; {apiKey} stands for the key.'),
  maps: z
    .record(z.string(), z.record(z.string(), scalar))
    .default({})
    .describe(
      'Values by name: with {"onOff": {"true": "on", "false": "off"}}, {sound|onOff} is "on" or "off".',
    ),
  envelope: z
    .strictObject({
      code: path.describe('Where the code is.'),
      ok: z.array(scalar).min(1).describe('The codes that mean that all is well.'),
    })
    .optional()
    .describe('Where answers tell refusals by a code of their own, with HTTP 200.'),
  submit: z
    .strictObject({
      method: z.enum(['POST', 'PUT']).default('POST').describe('HTTP.'),
      path: httpPath.describe('May hold {model.NAME}.'),
      query: z
        .record(z.string(), z.string())
        .default({})
        .describe('May hold what bodies may; what has no value is left out.'),
      bodies: bodies.describe(
        'JSON with placeholders. A text that is one placeholder becomes its value; what has no value is left out.',
      ),
      id: path.describe('Where the answer has the id of the task.'),
      refusals: refusals.default({ httpStatuses: {}, codes: {} }).describe('How it says no.'),
    })
    .describe('How a task is made.'),
  poll: z
    .strictObject({
      path: httpPath.describe('May hold {id}.'),
      query: z.record(z.string(), z.string()).default({}).describe('May hold {id}.'),
      status: path.describe('Where the status word is.'),
      progress: path.optional().describe('Where 0 to 100 is.'),
    })
    .describe('How a task is asked for.'),
  statuses: statuses.describe('Its status words, in any case of letters. Every other word is pending.'),
  result: z
    .strictObject({
      url: z.array(path).min(1).describe('Places of the video’s address; the first that has one.'),
    })
    .describe('Where the video is.'),
  failure: z
    .strictObject({
      code: path.optional().describe('Where the code of a failed task is.'),
      message: path.optional().describe('Where its words are, for the operator.'),
      reasons: z
        .record(z.string(), reason)
        .default({})
        .describe('Our reason by its code; TASK_FAILED for others.'),
    })
    .default({ reasons: {} })
    .describe('Why a task failed.'),
  bill: z
    .strictObject({
      units: path.describe('Where the answer of an ended task has the units that it took.'),
      microDollarsPerUnit: z.number().positive().describe('Millionths of a dollar of one unit.'),
    })
    .optional()
    .describe('What a task cost, where the answer tells.'),
  callback: z
    .strictObject({ id: path.describe('Where a message has the id of its task.') })
    .optional()
    .describe('When it sends messages. Bodies or the query say {callbackUrl} then.'),
  cancel: z
    .strictObject({
      method: z.enum(['POST', 'PUT', 'DELETE']).describe('HTTP.'),
      path: httpPath.describe('May hold {id}.'),
      httpStatuses: z.array(z.int()).default([404, 409]).describe('Taken for an answer beside every 2xx.'),
    })
    .optional()
    .describe('How a task is stopped, where it can be.'),
  check: z
    .strictObject({ path: httpPath.describe('A GET that costs nothing and needs the key.') })
    .optional()
    .describe('How the key is tried.'),
  models: Models,
});
export type Description = z.infer<typeof Description>;
