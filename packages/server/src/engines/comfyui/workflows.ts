/** The workflows of an engine: the shipped ones, and the operator's in their place. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { GenerationMode } from '../../kernel/environment.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { ComfyuiOptions } from './options.ts';
import { FILES_OF_MODE, isPlaceholder, placeholdersIn, type Placeholder } from './placeholders.ts';

export interface Workflow {
  /** Of its file, for messages. */
  readonly name: string;
  /** Nodes by their id, in ComfyUI's API format. */
  readonly graph: JsonObject;
  /** Which kinds of node it needs. */
  readonly classes: readonly string[];
  readonly placeholders: ReadonlySet<Placeholder>;
}

/** By `mode` or `model/mode`; null for what the operator does not want made here. */
export type Workflows = ReadonlyMap<string, Workflow | null>;

const SHIPPED: Readonly<Record<GenerationMode, string>> = {
  text_to_video: 'wan-2.2-text-to-video.json',
  image_to_video: 'wan-2.2-image-to-video.json',
  motion_control: 'wan-animate-motion-control.json',
};
const MODES = ['text_to_video', 'image_to_video', 'motion_control'] as const;

/** Throws with a sentence when a file cannot be used. */
export function loadWorkflows({ workflows }: Pick<ComfyuiOptions, 'workflows'>): Workflows {
  const loaded = new Map<string, Workflow | null>();
  for (const mode of MODES)
    if (workflows[mode] === undefined)
      loaded.set(mode, load(new URL(`./workflows/${SHIPPED[mode]}`, import.meta.url), SHIPPED[mode], mode));
  for (const [key, path] of Object.entries(workflows))
    loaded.set(key, path === null ? null : load(path, basename(path), modeOf(key)));
  return loaded;
}

export function findWorkflow(workflows: Workflows, model: string, mode: GenerationMode): Workflow | null {
  const own = workflows.get(`${model}/${mode}`);
  return own === undefined ? (workflows.get(mode) ?? null) : own;
}

function modeOf(key: string): GenerationMode {
  const mode = MODES.find((one) => key === one || key.endsWith(`/${one}`));
  if (mode === undefined) throw new Error(`${key} is no mode`);
  return mode;
}

function load(file: URL | string, name: string, mode: GenerationMode): Workflow {
  let json: JsonValue;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    json = JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
  } catch (error) {
    throw new Error(`The workflow ${name} cannot be read (${String(error)}). Give the path of a JSON file.`, {
      cause: error,
    });
  }
  return readWorkflow(json, name, mode);
}

const Node = z.looseObject({ class_type: z.string().min(1), inputs: z.record(z.string(), z.json()) });
const Graph = z.record(z.string(), Node).refine((nodes) => Object.keys(nodes).length > 0);

export function readWorkflow(json: JsonValue, name: string, mode: GenerationMode): Workflow {
  const { data } = Graph.safeParse(json);
  if (!data)
    throw new Error(
      `The workflow ${name} is not in API format: export it in ComfyUI with File, Export (API), and give that file.`,
    );
  const placeholders = placeholdersOf(json, name, mode);
  const classes = new Set(Object.values(data).map(({ class_type }) => class_type));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a record of nodes, as was just found
  return { name, graph: json as JsonObject, classes: [...classes], placeholders };
}

function placeholdersOf(json: JsonValue, name: string, mode: GenerationMode): ReadonlySet<Placeholder> {
  const known = new Set<Placeholder>();
  const files = FILES_OF_MODE[mode];
  for (const found of placeholdersIn(json)) {
    const isFile = found === 'image' || found === 'video';
    if (!isPlaceholder(found) || (isFile && !files.includes(found)))
      throw new Error(`The workflow ${name} has {{${found}}}, which stands for nothing in ${mode}.`);
    known.add(found);
  }
  const needed = mode === 'motion_control' ? files : (['prompt', 'frames', ...files] as const);
  const missing = needed.find((one) => !known.has(one));
  if (missing !== undefined)
    throw new Error(`The workflow ${name} for ${mode} has no {{${missing}}}; put it where the value goes.`);
  return known;
}
