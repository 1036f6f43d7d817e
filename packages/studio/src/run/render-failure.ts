export type RenderFailureReason =
  /** The caller's signal. */
  | 'aborted'
  | 'invalid_request'
  /** The picture cannot be used. */
  | 'invalid_image'
  /** The driver video cannot be used. */
  | 'invalid_video'
  /** The driver shows no person, or the picture no figure that could move like one. */
  | 'no_person'
  /** This installation lacks what the request needs: the pose networks. */
  | 'not_installed'
  | 'time_limit'
  | 'memory_limit'
  /** The child process died without saying why. */
  | 'crashed'
  /** The child process reported an error of its own: a defect or a full disk. */
  | 'internal';

const MEDIA_REASONS: ReadonlySet<RenderFailureReason> = new Set([
  'invalid_image',
  'invalid_video',
  'no_person',
]);

/** Why a render gave no file. Nothing is left behind at the request's paths. */
export class RenderFailure extends Error {
  override readonly name = 'RenderFailure';
  readonly reason: RenderFailureReason;
  readonly detail: string;

  constructor(reason: RenderFailureReason, detail: string) {
    super(`render failed (${reason}): ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }

  /** For whoever sent the media: what is wrong with it, what was found and what is allowed. Null for other reasons. */
  get sentence(): string | null {
    return MEDIA_REASONS.has(this.reason) ? this.detail : null;
  }
}
