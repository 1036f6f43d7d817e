/** Where the figures stand in the world, and which way the camera looks at them. */
export interface Stage {
  readonly x: number;
  readonly y: number;
  /** Yaw of the camera at rest: 0 looks along +y, positive turns right. */
  readonly heading: number;
}

/** A point of the stage in world metres: `u` to the camera's right, `v` away from it. */
export function onStage(stage: Stage, u: number, v: number): { readonly x: number; readonly y: number } {
  const cos = Math.cos(stage.heading);
  const sin = Math.sin(stage.heading);
  return { x: stage.x + u * cos + v * sin, y: stage.y - u * sin + v * cos };
}
