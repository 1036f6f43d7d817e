import { expect, test } from 'vitest';
import { sketchGraph } from '../../test/support/sketch-graph.ts';
import { type CameraAmounts, applyCameraControl } from './camera-control.ts';

const REST: CameraAmounts = { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 0 };

test.each([
  [{ horizontal: -5 }, 'truck_left'],
  [{ horizontal: 5 }, 'truck_right'],
  [{ vertical: -5 }, 'pedestal_down'],
  [{ vertical: 5 }, 'pedestal_up'],
  [{ pan: 5 }, 'tilt_up'],
  [{ pan: -5 }, 'tilt_down'],
  [{ tilt: 5 }, 'pan_right'],
  [{ tilt: -5 }, 'pan_left'],
  [{ zoom: -5 }, 'zoom_in'],
  [{ zoom: 5 }, 'zoom_out'],
  [{ roll: 5 }, 'roll'],
] as const)('Kling %o is a normal %s', (amounts, move) => {
  const graph = applyCameraControl(sketchGraph({ camera: ['shake'] }), {
    type: 'simple',
    config: { ...REST, ...amounts },
  });
  expect(graph.camera).toEqual([move]);
  expect(graph.cameraSpeed).toBeCloseTo(1);
});

function speed(tilt: number): number {
  return applyCameraControl(sketchGraph(), { type: 'simple', config: { ...REST, tilt } }).cameraSpeed;
}

test('a larger amount is a larger move', () => {
  expect(speed(1)).toBeLessThan(speed(5));
  expect(speed(-10)).toBeGreaterThan(speed(5));
});

test('compound moves are pairs, and no control leaves the prompt its camera', () => {
  const graph = sketchGraph({ camera: ['roll'] });
  expect(applyCameraControl(graph, { type: 'down_back' }).camera).toEqual(['pedestal_down', 'dolly_out']);
  expect(applyCameraControl(graph, { type: 'left_turn_forward' }).camera).toEqual(['pan_left', 'dolly_in']);
  expect(applyCameraControl(graph, null)).toBe(graph);
});
