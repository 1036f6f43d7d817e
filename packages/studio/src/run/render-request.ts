/** What to make and where to put it. */
export interface RenderRequest {
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** 0..2147483647. The same request with the same seed gives the same bytes. */
  readonly seed: number;
  /** 0 free .. 1 literal. */
  readonly cfgScale: number;
  readonly outputPath: string;
  readonly posterPath: string;
}

const LIMITS = {
  width: [64, 4096],
  height: [64, 4096],
  fps: [1, 60],
  durationSeconds: [0.04, 60],
  seed: [0, 2_147_483_647],
  cfgScale: [0, 1],
} as const satisfies Partial<Record<keyof RenderRequest, readonly [number, number]>>;

const WHOLE: ReadonlySet<string> = new Set(['width', 'height', 'fps', 'seed']);

/** What is wrong with a request, or null. H.264 with 4:2:0 colour needs even sides. */
export function requestFault(request: RenderRequest): string | null {
  for (const name of ['width', 'height', 'fps', 'durationSeconds', 'seed', 'cfgScale'] as const) {
    const value = request[name];
    const [low, high] = LIMITS[name];
    if (!(value >= low && value <= high)) return `${name} must be ${low} to ${high}, not ${value}`;
    if (WHOLE.has(name) && !Number.isInteger(value)) return `${name} must be a whole number, not ${value}`;
  }
  if (request.width % 2 !== 0 || request.height % 2 !== 0) return 'width and height must be even';
  return null;
}

export function frameCountOf(request: RenderRequest): number {
  return Math.max(1, Math.round(request.durationSeconds * request.fps));
}
