import { randomStream } from '../../maths/random.ts';
import {
  createPainter,
  createRamp,
  paintBlob,
  paintLeaf,
  paintLimb,
  type Painter,
  type Ramp,
} from './painter.ts';

const BARK = createRamp([70, 40, 48], [128, 86, 66], [182, 134, 92], [228, 188, 136]);
const GREEN = createRamp([8, 58, 54], [18, 98, 60], [54, 150, 62], [122, 196, 70], [202, 228, 104]);
const NUT = createRamp([58, 28, 40], [122, 70, 54], [176, 114, 76], [226, 172, 124]);

export function paintPalm(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 5881 + 1, 'palm');
  const painter = createPainter(1.1, heightPx);
  const lean = (variant % 2 === 0 ? 1 : -1) * (0.04 + random() * 0.08);
  const headX = 0.55 + lean;
  const headY = 0.3;
  const fronds = 11;
  const angles = Array.from(
    { length: fronds },
    (_, i) => 0.35 - ((i + random() * 0.6) / fronds) * (Math.PI + 0.8),
  );
  // Back fronds stand up, front ones hang: those near the vertical are painted first.
  angles.sort((a, b) => Math.abs(a + Math.PI / 2) - Math.abs(b + Math.PI / 2));
  for (const angle of angles.slice(0, 4))
    paintFrond(painter, headX, headY, angle, 0.3 + random() * 0.05, GREEN, 0.3);
  paintPalmTrunk(painter, lean, headX, headY);
  for (let i = 0; i < 3; i++)
    paintBlob(painter, headX - 0.03 + i * 0.03, headY + 0.035, 0.023, 0.026, 0, {
      ramp: NUT,
      shade: 0.5,
      relief: 0.4,
    });
  for (const angle of angles.slice(4))
    paintFrond(painter, headX, headY, angle, 0.36 + random() * 0.08, GREEN, 0.46);
  return painter;
}

/** An arched rib with hanging leaflets on both sides. */
export function paintFrond(
  painter: Painter,
  x: number,
  y: number,
  angle: number,
  length: number,
  ramp: Ramp,
  shade: number,
): void {
  const steps = 24;
  const outX = Math.cos(angle);
  const outY = Math.sin(angle);
  let lastX = x;
  let lastY = y;
  for (let step = 1; step <= steps; step++) {
    const k = step / steps;
    const pointX = x + outX * length * k * (1 - 0.12 * k);
    const pointY = y + outY * length * k * (1 - 0.3 * k) + length * 0.52 * k * k;
    const along = Math.atan2(pointY - lastY, pointX - lastX);
    const leaflet = length * 0.22 * Math.sin(Math.PI * (0.1 + k * 0.84)) + length * 0.03;
    const lit = shade - outX * 0.1 - k * 0.04;
    paintLeaf(painter, pointX, pointY, leaflet, leaflet * 0.1, along + 0.85, {
      ramp,
      shade: lit - (outX > 0 ? 0 : 0.14),
      relief: 0.16,
    });
    paintLeaf(painter, pointX, pointY, leaflet, leaflet * 0.1, along - 0.85, {
      ramp,
      shade: lit + (outX > 0 ? 0.16 : 0.04),
      relief: 0.16,
    });
    paintLimb(painter, lastX, lastY, length * 0.012, pointX, pointY, length * 0.01, {
      ramp,
      shade: lit + 0.2,
      relief: 0.2,
    });
    lastX = pointX;
    lastY = pointY;
  }
}

function paintPalmTrunk(painter: Painter, lean: number, headX: number, headY: number): void {
  const rings = 22;
  for (let ring = 0; ring < rings; ring++) {
    const k = ring / (rings - 1);
    const y = 0.965 + (headY - 0.965) * k;
    const x = headX - lean * 2 * (1 - k) ** 2;
    const radius = 0.036 - k * 0.014 + (ring === 0 ? 0.01 : 0);
    paintBlob(painter, x, y, radius, 0.026, 0, { ramp: BARK, shade: 0.44, relief: 0.42 });
  }
}
