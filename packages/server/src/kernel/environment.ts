/** Where a key's requests go: `test` runs on the studio with play money, `live` on the configured engines with real credit. */
export const ENVIRONMENTS = ['test', 'live'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const GENERATION_MODES = ['text_to_video', 'image_to_video', 'motion_control'] as const;
export type GenerationMode = (typeof GENERATION_MODES)[number];

export const GENERATION_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];
