/** The nodes that the emulated ComfyUI has, and what it says of a graph (its execution.py and node sources, 2026-09). */

type Rule = 'text' | 'whole' | 'number' | 'input_file' | 'link' | readonly string[];

interface NodeClass {
  readonly inputs: Readonly<Record<string, Rule>>;
  readonly optional?: Readonly<Record<string, Rule>>;
  readonly outputs: number;
  readonly isOutput?: true;
}

const SWITCH = ['enable', 'disable'] as const;
const SAMPLERS = ['euler', 'uni_pc', 'dpmpp_2m'] as const;
const SCHEDULERS = ['simple', 'normal', 'karras'] as const;
const WAN_SIZE = { width: 'whole', height: 'whole', length: 'whole', batch_size: 'whole' } as const;
const CONDITIONING = { positive: 'link', negative: 'link', vae: 'link' } as const;

const NODES: Readonly<Record<string, NodeClass>> = {
  CLIPLoader: {
    inputs: { clip_name: 'text', type: ['wan', 'sd3'] },
    optional: { device: ['default', 'cpu'] },
    outputs: 1,
  },
  VAELoader: { inputs: { vae_name: 'text' }, outputs: 1 },
  CLIPVisionLoader: { inputs: { clip_name: 'text' }, outputs: 1 },
  UNETLoader: { inputs: { unet_name: 'text', weight_dtype: ['default', 'fp8_e4m3fn'] }, outputs: 1 },
  LoraLoaderModelOnly: { inputs: { model: 'link', lora_name: 'text', strength_model: 'number' }, outputs: 1 },
  ModelSamplingSD3: { inputs: { model: 'link', shift: 'number' }, outputs: 1 },
  CLIPTextEncode: { inputs: { text: 'text', clip: 'link' }, outputs: 1 },
  CLIPVisionEncode: { inputs: { clip_vision: 'link', image: 'link', crop: ['none', 'center'] }, outputs: 1 },
  LoadImage: { inputs: { image: 'input_file' }, outputs: 2 },
  ImageScale: {
    inputs: {
      image: 'link',
      upscale_method: ['lanczos', 'bilinear'],
      width: 'whole',
      height: 'whole',
      crop: ['disabled', 'center'],
    },
    outputs: 1,
  },
  ImageFromBatch: { inputs: { image: 'link', batch_index: 'whole', length: 'whole' }, outputs: 1 },
  EmptyHunyuanLatentVideo: { inputs: WAN_SIZE, outputs: 1 },
  WanImageToVideo: {
    inputs: { ...WAN_SIZE, ...CONDITIONING },
    optional: { start_image: 'link', clip_vision_output: 'link' },
    outputs: 3,
  },
  WanAnimateToVideo: {
    inputs: {
      ...WAN_SIZE,
      ...CONDITIONING,
      continue_motion_max_frames: 'whole',
      video_frame_offset: 'whole',
    },
    optional: {
      clip_vision_output: 'link',
      reference_image: 'link',
      face_video: 'link',
      pose_video: 'link',
      background_video: 'link',
      character_mask: 'link',
      continue_motion: 'link',
    },
    outputs: 6,
  },
  TrimVideoLatent: { inputs: { samples: 'link', trim_amount: 'whole' }, outputs: 1 },
  VAEDecode: { inputs: { samples: 'link', vae: 'link' }, outputs: 1 },
  KSampler: {
    inputs: {
      model: 'link',
      seed: 'whole',
      steps: 'whole',
      cfg: 'number',
      sampler_name: SAMPLERS,
      scheduler: SCHEDULERS,
      positive: 'link',
      negative: 'link',
      latent_image: 'link',
      denoise: 'number',
    },
    outputs: 1,
  },
  KSamplerAdvanced: {
    inputs: {
      model: 'link',
      add_noise: SWITCH,
      noise_seed: 'whole',
      steps: 'whole',
      cfg: 'number',
      sampler_name: SAMPLERS,
      scheduler: SCHEDULERS,
      positive: 'link',
      negative: 'link',
      latent_image: 'link',
      start_at_step: 'whole',
      end_at_step: 'whole',
      return_with_leftover_noise: SWITCH,
    },
    outputs: 1,
  },
  CreateVideo: { inputs: { images: 'link', fps: 'number' }, optional: { audio: 'link' }, outputs: 1 },
  SaveVideo: {
    inputs: { video: 'link', filename_prefix: 'text', format: ['auto', 'mp4'] },
    optional: { codec: ['auto', 'h264'], 'format.codec': ['auto', 'h264'] },
    outputs: 0,
    isOutput: true,
  },
  VHS_LoadVideo: {
    inputs: {
      video: 'input_file',
      force_rate: 'number',
      custom_width: 'whole',
      custom_height: 'whole',
      frame_load_cap: 'whole',
      skip_first_frames: 'whole',
      select_every_nth: 'whole',
    },
    optional: { format: ['AnimateDiff', 'Wan', 'None'] },
    outputs: 4,
  },
  DWPreprocessor: {
    inputs: { image: 'link' },
    optional: {
      detect_hand: SWITCH,
      detect_body: SWITCH,
      detect_face: SWITCH,
      resolution: 'whole',
      bbox_detector: 'text',
      pose_estimator: 'text',
      scale_stick_for_xinsr_cn: SWITCH,
    },
    outputs: 2,
  },
  PixelPerfectResolution: {
    inputs: {
      original_image: 'link',
      image_gen_width: 'whole',
      image_gen_height: 'whole',
      resize_mode: ['Just Resize', 'Crop and Resize'],
    },
    outputs: 1,
  },
};

export function isNodeClass(name: string): boolean {
  return Object.hasOwn(NODES, name);
}

export interface GraphNode {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}
export type EmulatedGraph = Readonly<Record<string, GraphNode>>;

/** As ComfyUI answers with 400; null when the graph is right. */
export function faultOf(graph: EmulatedGraph, inputFiles: ReadonlySet<string>): object | null {
  const unknown = Object.entries(graph).find(([, { class_type }]) => !isNodeClass(class_type));
  if (unknown)
    return refusal(
      'missing_node_type',
      `Node '${unknown[1].class_type}' not found.`,
      `Node ID '#${unknown[0]}'`,
    );
  if (!Object.values(graph).some(({ class_type }) => NODES[class_type]?.isOutput))
    return refusal('prompt_no_outputs', 'Prompt has no outputs', '');
  const errors = Object.entries(graph).flatMap(([id, node]) => {
    const faults = faultsOfNode(node, graph, inputFiles);
    return faults.length === 0
      ? []
      : [[id, { errors: faults, dependent_outputs: ['save'], class_type: node.class_type }] as const];
  });
  if (errors.length === 0) return null;
  const whole = refusal('prompt_outputs_failed_validation', 'Prompt outputs failed validation', '');
  return { ...whole, node_errors: Object.fromEntries(errors) };
}

function refusal(type: string, message: string, details: string): object {
  return { error: { type, message, details, extra_info: {} }, node_errors: {} };
}

function faultsOfNode(
  { class_type, inputs }: GraphNode,
  graph: EmulatedGraph,
  inputFiles: ReadonlySet<string>,
): object[] {
  const { inputs: required = {}, optional = {} } = NODES[class_type] ?? {};
  const faults: object[] = [];
  const add = (type: string, details: string): number =>
    faults.push({ type, message: type.replaceAll('_', ' '), details, extra_info: {} });
  for (const name of Object.keys(required))
    if (inputs[name] === undefined) add('required_input_missing', name);
  for (const [name, value] of Object.entries(inputs)) {
    const rule = required[name] ?? optional[name];
    if (rule === undefined) add('unknown_input', name);
    else if (Array.isArray(value)) {
      if (!isLink(value, graph)) add('bad_linked_input', name);
    } else if (rule === 'input_file' && !inputFiles.has(String(value)))
      add('custom_validation_failed', `${name} - Invalid image file: ${String(value)}`);
    else if (!fits(value, rule)) add('invalid_input_type', `${name}, ${String(value)}`);
  }
  return faults;
}

function isLink(value: readonly unknown[], graph: EmulatedGraph): boolean {
  const [id, slot] = value;
  const from = typeof id === 'string' ? graph[id] : undefined;
  const outputs = from ? (NODES[from.class_type]?.outputs ?? 0) : 0;
  return value.length === 2 && Number.isInteger(slot) && Number(slot) < outputs;
}

function fits(value: unknown, rule: Rule): boolean {
  switch (rule) {
    case 'text':
    case 'input_file':
      return typeof value === 'string';
    case 'whole':
      return Number.isInteger(value) && Number(value) >= 0;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'link':
      return false;
    default:
      return rule.includes(String(value));
  }
}
