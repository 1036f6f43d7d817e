import type { World } from '../../scene/shot.ts';

/** Land, water and sky. */
export type OpenWorld = Extract<World, { kind: 'open' }>;
