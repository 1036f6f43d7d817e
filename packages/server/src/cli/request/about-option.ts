import type { ReelayError } from '@reelay/client';

/** A refusal of what an option named, where the request does not tell which one: the field of an upload is always `file`. */
export class AboutOption extends Error {
  override readonly name = 'AboutOption';
  readonly option: string;
  readonly refusal: ReelayError;

  constructor(option: string, refusal: ReelayError) {
    super(`${option}: ${refusal.detail}`, { cause: refusal });
    this.option = option;
    this.refusal = refusal;
  }
}
