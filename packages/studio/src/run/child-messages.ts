import type { Manifest } from './manifest.ts';
import type { RenderFailureReason } from './render-failure.ts';
import type { RenderRequest } from './render-request.ts';

export interface Progress {
  readonly phase: 'preparing' | 'rendering' | 'finishing';
  /** 0..100, never falls. */
  readonly percent: number;
  /** Pictures done. */
  readonly frame: number;
  /** 0 until it is known how many there will be. */
  readonly frameCount: number;
}

/** Parent to child, once. The paths in `request` are those of the partial files. */
export interface ChildOrder {
  readonly request: RenderRequest;
  readonly threads: number;
  readonly ffmpegPath: string | null;
  readonly memoryLimitMb: number;
}

export type ChildReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly manifest: Manifest }
  | { readonly kind: 'failed'; readonly reason: RenderFailureReason; readonly detail: string };
