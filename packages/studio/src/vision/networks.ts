import type * as Models from '@reelay/vision-models';
import type * as Ort from 'onnxruntime-node';

/** The native runtime and the weights: both must be there for a network to run. */
export interface NetworkRuntime {
  readonly ort: typeof Ort;
  readonly models: typeof Models;
}

/**
 * The networks of one vision: a session each, opened when first asked, kept until `close`. One thread a session: the
 * renderer's threads have the other cores, and one thread gives the same bits every time.
 */
export class Networks {
  readonly #runtime: NetworkRuntime;
  readonly #sessions = new Map<Models.ModelName, Promise<Ort.InferenceSession>>();
  #closed = false;

  constructor(runtime: NetworkRuntime) {
    this.#runtime = runtime;
  }

  /**
   * Runs a network on one input of the shape its record names; answers its outputs in the record's order. The runtime
   * works on the calling thread, so that a picture takes the event loop with it (3 to 250 ms).
   */
  async run(name: Models.ModelName, values: Float32Array | Int32Array): Promise<readonly Float32Array[]> {
    const { ort, models } = this.#runtime;
    const record = models.MODELS[name];
    const [input] = record.inputs;
    if (!input) throw new Error(`${name} takes no input`);
    const session = await this.#session(name);
    const outputNames = record.outputs.map((output) => output.name);
    const tensor =
      values instanceof Int32Array
        ? new ort.Tensor('int32', values, input.shape)
        : new ort.Tensor('float32', values, input.shape);
    const results = await session.run({ [input.name]: tensor }, outputNames);
    return outputNames.map((output) => {
      const data = results[output]?.data;
      if (!(data instanceof Float32Array)) throw new Error(`${name} gave no ${output}`);
      return data;
    });
  }

  /** Gives the native memory back. Nothing can be run afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    // One that did not open has said so to whoever asked for it, and holds nothing.
    const opened = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    for (const session of opened) if (session.status === 'fulfilled') await session.value.release();
  }

  #session(name: Models.ModelName): Promise<Ort.InferenceSession> {
    if (this.#closed) throw new Error('vision is closed');
    const known = this.#sessions.get(name);
    if (known) return known;
    const opened = this.#open(name);
    this.#sessions.set(name, opened);
    return opened;
  }

  #open(name: Models.ModelName): Promise<Ort.InferenceSession> {
    const { ort, models } = this.#runtime;
    return ort.InferenceSession.create(models.modelPath(name), {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      // The arena would save a tenth of the time and keep the peak of u2netp, half as large again, until the end.
      enableCpuMemArena: false,
      logSeverityLevel: 3,
    });
  }
}
