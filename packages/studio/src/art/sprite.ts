/**
 * A picture of a figure, trimmed to its opaque box, with half-size levels for drawing it small.
 * Pixels are premultiplied RGBA over a SharedArrayBuffer, so that worker threads share one copy.
 */
export interface Sprite {
  /** Largest first; each level is half the one before, down to about 8 px. Never empty. */
  readonly levels: readonly SpriteLevel[];
  /** Width / height of the trimmed picture. */
  readonly aspect: number;
}

export interface SpriteLevel {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Names one picture that the art room can make. */
export type SpriteRef =
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'drawn'; readonly name: string }
  | { readonly kind: 'scenery'; readonly name: string; readonly variant: number };

export function spriteKey(ref: SpriteRef): string {
  return ref.kind === 'scenery' ? `scenery:${ref.name}:${ref.variant}` : `${ref.kind}:${ref.name}`;
}
