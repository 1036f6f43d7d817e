/** The Kling camera vocabulary: what the camera does during the shot. Several may combine when they do not conflict. */
export const CAMERA_MOVES = [
  'static',
  'zoom_in',
  'zoom_out',
  'dolly_in',
  'dolly_out',
  'pan_left',
  'pan_right',
  'tilt_up',
  'tilt_down',
  'truck_left',
  'truck_right',
  'pedestal_up',
  'pedestal_down',
  'orbit_left',
  'orbit_right',
  'roll',
  'aerial',
  'track',
  'shake',
  'rack_focus',
] as const;
export type CameraMoveId = (typeof CAMERA_MOVES)[number];

/** How much of the subject the frame shows. */
export const SHOT_SIZES = ['extreme_close_up', 'close_up', 'medium', 'full', 'wide', 'extreme_wide'] as const;
export type ShotSizeId = (typeof SHOT_SIZES)[number];

export const VIEWPOINTS = ['eye', 'low', 'high', 'overhead'] as const;
export type ViewpointId = (typeof VIEWPOINTS)[number];
