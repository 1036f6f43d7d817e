import { z } from 'zod';
import { CAMERA_AMOUNTS, CAMERA_MOVES } from '../kernel/camera-control.ts';

const MOST = 10;
const amount = z
  .number({ error: 'must be a number' })
  .min(-MOST, { error: `must be -${MOST} to ${MOST}` })
  .max(MOST, { error: `must be -${MOST} to ${MOST}` })
  .nullish();

const config = z.strictObject(
  {
    horizontal: amount.meta({ description: 'Move along the horizontal: below 0 left, above 0 right.' }),
    vertical: amount.meta({ description: 'Move along the vertical: below 0 down, above 0 up.' }),
    pan: amount.meta({ description: 'Turn about the horizontal axis: below 0 down, above 0 up.' }),
    tilt: amount.meta({ description: 'Turn about the vertical axis: below 0 left, above 0 right.' }),
    roll: amount.meta({ description: 'Roll: below 0 counter-clockwise, above 0 clockwise.' }),
    zoom: amount.meta({
      description: 'Focal length: below 0 longer (narrower view), above 0 shorter (wider view).',
    }),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `takes only ${CAMERA_AMOUNTS.join(', ')}` : undefined,
  },
);

/** `camera_control` as Kling's own API has it; the native API takes it for every model but the motion models. */
export const CameraControlBody = z
  .strictObject({
    type: z
      .enum(['simple', ...CAMERA_MOVES], {
        error: `must be one of simple, ${CAMERA_MOVES.join(', ')}`,
      })
      .meta({ description: 'A compound move, or `simple` with exactly one amount.' }),
    config: config.nullish().meta({
      description: 'Only for `simple`: six amounts from -10 to 10, of which exactly one is not 0.',
    }),
  })
  .superRefine((control, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['config'], message });
    const given = control.config ? CAMERA_AMOUNTS.filter((name) => control.config?.[name]) : [];
    if (control.type === 'simple') {
      if (given.length !== 1)
        refuse(
          `must have exactly one of ${CAMERA_AMOUNTS.join(', ')} that is not 0, and has ${given.join(' and ') || 'none'}`,
        );
    } else if (given.length > 0)
      refuse(`must be left out when type is ${control.type}; amounts belong to type simple`);
  })
  .meta({ id: 'CameraControl' });
export type CameraControlBody = z.infer<typeof CameraControlBody>;
