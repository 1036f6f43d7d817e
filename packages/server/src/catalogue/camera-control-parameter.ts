import { CAMERA_AMOUNTS, CAMERA_MOVES } from '../kernel/camera-control.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';

const NOTHING: JsonObject = { enum: [0, null] };

/**
 * Completes the schema of `camera_control`: with `simple` exactly one amount is not 0, with a compound move none is.
 * `derived` refers to the definition that it brings; what is answered is in one piece.
 */
export function cameraControlParameter(derived: JsonObject): JsonObject {
  const { $ref: _, $defs: definitions, ...own } = derived;
  const control =
    definitions !== undefined && isJsonObject(definitions) ? definitions['CameraControl'] : null;
  if (control === undefined || !isJsonObject(control)) throw new TypeError('CameraControl is not defined');
  return { ...control, ...own, oneOf: [simple(), compound()] };
}

function simple(): JsonObject {
  return {
    properties: {
      type: { const: 'simple' },
      config: {
        type: 'object',
        oneOf: CAMERA_AMOUNTS.map((name) => ({
          required: [name],
          properties: { ...allNothing(), [name]: { not: NOTHING } },
        })),
      },
    },
    required: ['config'],
  };
}

function compound(): JsonObject {
  return { properties: { type: { enum: [...CAMERA_MOVES] }, config: { properties: allNothing() } } };
}

function allNothing(): JsonObject {
  return Object.fromEntries(CAMERA_AMOUNTS.map((name) => [name, NOTHING]));
}
