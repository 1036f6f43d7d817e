/** The compound moves of Kling's `camera_control`; `simple` takes one amount instead. */
export const CAMERA_MOVES = ['down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward'] as const;
export const CAMERA_AMOUNTS = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'] as const;

/** A camera move in Kling's form. Of the six amounts (-10..10) exactly one is not 0. */
export type CameraControl =
  | { readonly type: 'simple'; readonly config: Readonly<Record<(typeof CAMERA_AMOUNTS)[number], number>> }
  | { readonly type: (typeof CAMERA_MOVES)[number] };
