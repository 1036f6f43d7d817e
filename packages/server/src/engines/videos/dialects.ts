/** How servers of `/v1/videos` differ. */
export interface Dialect {
  /** The name of the server, for sentences. */
  readonly name: string;
  readonly secondsAs: 'number' | 'text';
  /** The form of a request without a file. */
  readonly plainAs: 'json' | 'multipart';
  /** How the driver of motion control and its character are given; `none` where nothing is documented. */
  readonly motion: 'file_and_address' | 'two_addresses' | 'none';
  /** Whether the driver alone decides how long a motion video is; else the number of frames is said. */
  readonly driverDecidesLength: boolean;
  /** The field that asks for a sound track. */
  readonly soundField: 'enable_audio' | 'generate_sound' | null;
  /** Whether it takes frames, seeds, negative prompts and guidance, which OpenAI's API does not have. */
  readonly hasExtensions: boolean;
  /** Whether DELETE stops a work. Where it only forgets it, a cancel would lose what goes on being made. */
  readonly deleteStops: boolean;
  /** Works are kept in the server's memory: one that it does not know any more is lost, because the server was started anew. */
  readonly forgetsAtRestart: boolean;
  /** A question that makes nothing. */
  readonly checkPath: string;
}

export const DIALECTS = {
  sglang: {
    name: 'SGLang',
    secondsAs: 'number',
    plainAs: 'json',
    motion: 'file_and_address',
    driverDecidesLength: true,
    soundField: 'enable_audio',
    hasExtensions: true,
    deleteStops: false,
    forgetsAtRestart: true,
    checkPath: '/v1/videos',
  },
  'vllm-omni': {
    name: 'vLLM-Omni',
    secondsAs: 'text',
    plainAs: 'multipart',
    motion: 'two_addresses',
    driverDecidesLength: false,
    soundField: 'generate_sound',
    hasExtensions: true,
    deleteStops: true,
    forgetsAtRestart: true,
    checkPath: '/v1/videos',
  },
  generic: {
    name: 'a generic /v1/videos server',
    secondsAs: 'text',
    plainAs: 'multipart',
    motion: 'none',
    driverDecidesLength: false,
    soundField: null,
    hasExtensions: false,
    deleteStops: false,
    forgetsAtRestart: false,
    checkPath: '/v1/models',
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
