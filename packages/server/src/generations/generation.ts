import type { Environment, GenerationMode, GenerationStatus } from '../kernel/environment.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { Micros } from '../kernel/money.ts';

/** What a customer asked for, and how far it is. */
export interface Generation {
  readonly id: string;
  readonly accountId: string;
  readonly apiKeyId: string;
  readonly environment: Environment;
  readonly model: string;
  readonly mode: GenerationMode;
  /** Id of the engine that makes it. */
  readonly engine: string;
  readonly prompt: string;
  /** What the engine is asked for, after the model's rules. */
  readonly request: JsonValue;
  readonly seed: number;
  /** Null until a motion reference is probed. */
  readonly durationSeconds: number | null;
  readonly warnings: readonly string[];
  /** What it costs; the most that it can cost, and what is held, while `openRate` is not null. */
  readonly price: Micros;
  /** The price of a second, agreed on at submit, while the seconds are not known. */
  readonly openRate: Micros | null;
  /** False while an input still has to be downloaded and inspected. */
  readonly inputsReady: boolean;
  readonly callbackUrl: string | null;
  readonly status: GenerationStatus;
  readonly failure: FailureReason | null;
  readonly failureDetail: string | null;
  /** 0..100. */
  readonly progress: number;
  readonly fence: number;
  /** True while the engine cannot tell whether it took the work: never refunded, never started again. */
  readonly outcomeUnknown: boolean;
  /** What the engine says about the result, such as the studio's manifest. */
  readonly engineReport: JsonValue;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly deadlineAt: Date;
  /** When somebody asked for its end; null otherwise. */
  readonly cancelRequestedAt: Date | null;
  /** When it was deleted: its media are gone, and nobody is shown it. */
  readonly deletedAt: Date | null;
  /** The faults that a magic prompt of a test key asks for. */
  readonly testDirectives: JsonValue;
}
