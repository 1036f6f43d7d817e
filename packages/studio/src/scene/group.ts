import { clamp } from '../maths/curves.ts';
import type { CastMember } from './cast.ts';

/** Where one of several stands, relative to the middle of its group: metres to the right, into the picture, up. */
export interface GroupOffset {
  readonly u: number;
  readonly v: number;
  readonly z: number;
  readonly facing: number | null;
}

/**
 * Spreads several of one kind so that each can be counted: in one row when the picture is wide enough, else in rows
 * that look through each other's gaps. Those in the air or the water stand above each other instead of behind.
 */
export function groupOffsets(
  member: CastMember,
  pictureAspect: number,
  draw: () => number,
  looseness: number,
): GroupOffset[] {
  const { count, widthMetres: width, fillMetres: height } = member;
  if (count === 1) return [{ u: 0, v: 0, z: 0, facing: null }];
  if (count === 2 && isEmbrace(member)) return pairOffsets(width);
  const floats = member.support === 'air';
  const { rows, columns } = ranks(count, pictureAspect * (height / width), floats);
  // Two rows in step would hide each other: each looks through the other's gaps.
  const step = width * (rows > 1 && !floats ? 1.75 : 1.18);
  const offsets: GroupOffset[] = [];
  for (let index = 0; index < count; index++) {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const column = index - row * columns - (inRow - 1) / 2;
    // A back row in line with the front one would hide behind it: half a step to the side looks through.
    const stagger = row % 2 === 1 && (columns - inRow) % 2 === 0 ? 0.5 : 0;
    const wobble = () => (draw() - 0.5) * looseness;
    const climb = row - (rows - 1) / 2;
    offsets.push({
      u: (column + stagger) * step + wobble() * 0.1 * width,
      v: floats
        ? wobble() * height * 0.5
        : row * Math.max(0.8 * height, 0.5 * width) + wobble() * 0.16 * height,
      z: floats ? climb * height * 1.12 + (column % 2 === 0 ? 0.08 : -0.08) * height : 0,
      facing: null,
    });
  }
  return offsets;
}

/** One row while the picture is wide enough for it, because those in one row never hide each other. */
function ranks(
  count: number,
  aspectInFigures: number,
  floats: boolean,
): { readonly rows: number; readonly columns: number } {
  const ideal = Math.sqrt(count * aspectInFigures * 1.3);
  const longest = !floats && aspectInFigures >= 1.2 ? 4 : 3;
  const columns = count <= longest && aspectInFigures > 0.9 ? count : clamp(Math.round(ideal), 1, 5);
  const rows = Math.ceil(count / Math.min(count, columns));
  return { rows, columns: Math.ceil(count / rows) };
}

function pairOffsets(width: number): GroupOffset[] {
  return [
    { u: -0.36 * width, v: 0, z: 0, facing: 0.8 },
    { u: 0.36 * width, v: 0.02, z: 0, facing: -0.8 },
  ];
}

function isEmbrace(member: CastMember): boolean {
  switch (member.action) {
    case 'hug':
    case 'kiss':
    case 'shake_hands':
    case 'fight':
      return member.kind === 'biped';
    default:
      return false;
  }
}
