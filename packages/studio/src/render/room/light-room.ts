import type { Shot } from '../../scene/shot.ts';
import type { Lamp, Lighting, Vec3 } from '../diorama/diorama.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook } from './room-looks.ts';

/** Towards the sun as the room sees it: through the windows of the back wall, high enough that its patch lies on the floor. */
const SUN_TOWARDS: Vec3 = [-0.34, 0.72, 0.6];

/** Daylight by the hour of the shot, plus the lamps the furniture brought. */
export function lightRoom(kit: RoomKit, look: RoomLook, shot: Shot): Lighting {
  const { light } = shot;
  const day = 1 - light.night;
  const sky: Vec3 = [light.horizon[0] / 255, light.horizon[1] / 255, light.horizon[2] / 255];
  const peak = Math.max(0.25, ...sky);
  // Only a part of the hour's colour comes in: walls and curtains even it out.
  const tint = (channel: 0 | 1 | 2): number => 0.72 + 0.28 * (sky[channel] / peak);
  const lamps = kit.lampsOn ? 0.34 - 0.16 * day : 0.04;
  const base = 0.26 + 0.66 * day * look.daylight;
  const nightBlue: Vec3 = [0.02, 0.05, 0.12];
  const ambient = (channel: 0 | 1 | 2, warm: number): number =>
    base * tint(channel) + lamps * warm + nightBlue[channel] * light.night;
  const fill: Vec3 = [ambient(0, 1), ambient(1, 0.84), ambient(2, 0.62)];
  const windows: Lamp[] = look.windows.map((place) => {
    const x = place.x + place.width / 2;
    const k = (0.4 + 2.2 * day) * Math.sqrt(place.width * place.height);
    return {
      position: [kit.mirrored ? -x : x, look.back - 0.35, place.sill + place.height / 2],
      colour: [k * tint(0) * (0.4 + 0.6 * day), k * tint(1) * (0.5 + 0.5 * day), k * tint(2)],
      radiusMetres: 0.5,
      // Daylight falls in from above: the ceiling and the window's own wall get none of it directly.
      aim: [0, -0.8, -0.6],
    };
  });
  // A soft light from behind the camera: the side of the room that is never seen has windows too.
  const cameraSide: Lamp = {
    position: [kit.mirrored ? 2.2 : -2.2, -4.6, 2.4],
    colour: [1.6 * base, 1.6 * base * tint(1), 1.5 * base * tint(2)],
    radiusMetres: 0.8,
    aim: null,
  };
  const sunny =
    day > 0.3 && look.windows.length > 0 && (shot.world.kind !== 'room' || shot.world.sky.cloudCover < 0.75);
  return {
    ambient: fill,
    bounce: [fill[0] * 0.78, fill[1] * 0.72, fill[2] * 0.64],
    sun: sunny
      ? {
          towards: SUN_TOWARDS,
          colour: [
            1.3 * day * Math.min(1.1, light.key[0] + 0.2),
            1.15 * day * Math.min(1.1, light.key[1] + 0.2),
            0.9 * day * Math.min(1.1, light.key[2] + 0.2),
          ],
          spread: 0.02,
        }
      : null,
    lamps: [...windows, cameraSide, ...kit.lamps],
    occlusionMetres: 0.75,
  };
}
