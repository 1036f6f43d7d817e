export type RenderFailureReason =
  /** The caller's signal. */
  | 'aborted'
  | 'invalid_request'
  | 'time_limit'
  | 'memory_limit'
  /** The child process died without saying why. */
  | 'crashed'
  /** The child process reported an error of its own: a defect or a full disk. */
  | 'internal';

/** Why a render gave no file. Nothing is left behind at the request's paths. */
export class RenderFailure extends Error {
  override readonly name = 'RenderFailure';
  readonly reason: RenderFailureReason;

  constructor(reason: RenderFailureReason, detail: string) {
    super(`render failed (${reason}): ${detail}`);
    this.reason = reason;
  }
}
