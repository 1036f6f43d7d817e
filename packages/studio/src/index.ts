export { probeVideo } from './codec/probe-video.ts';
export type { Manifest } from './run/manifest.ts';
export { RenderFailure } from './run/render-failure.ts';
export type { RenderRequest } from './run/render-request.ts';
export { render } from './run/render.ts';
export type { RenderResult } from './run/render.ts';
export { sizeOf } from './run/size-of.ts';
