import type { Plane } from '../pixels/picture.ts';
import { readBodyProfile } from './body-profile.ts';
import { quantile } from './series.ts';
import { lengthOf, readSilhouette } from './silhouette-tree.ts';
import type { Branch, SilhouetteTree } from './silhouette-tree.ts';
import { JOINTS, JOINT_COUNT, LIMBS } from './skeleton.ts';
import type { LimbName, LimbPoint, Skeleton } from './skeleton.ts';

export type SilhouetteReading =
  | { readonly kind: 'skeleton'; readonly skeleton: Skeleton }
  /** `seen` is a sentence. */
  | { readonly kind: 'no_figure'; readonly seen: string };

/** How far along a limb its joints lie, from root to tip: an elbow, a wrist; a knee, an ankle. */
const ARM_SHARES = [0.43, 0.8] as const;
const LEG_SHARES = [0.46, 0.84] as const;
/** A limb ends where the shape gets so much thicker than the limb's middle is, or so near the core's own thickness. */
const ROOT_THICKENING = 1.3;
const BODY_DEPTH = 0.72;

/**
 * Fits a skeleton to an outline alone, for drawings, toys and animals that no pose network knows: of what sticks out of the
 * body the two lowest are legs, the uppermost in the middle is the head, what is left on both sides are arms. A figure looks
 * at us, so its left is on the right of the picture. Without two arms, two legs or a neck it is no
 * figure.
 */
export function silhouetteSkeleton(alpha: Plane): SilhouetteReading {
  const tree = readSilhouette(alpha);
  if (!tree) return { kind: 'no_figure', seen: 'Nothing in the picture stands out from its background.' };
  const { legs, arms, head } = sortBranches(tree);
  // A toy that sits with its arms at its sides has a neck at least.
  const isFigure = legs.length === 2 || arms.length === 2 || readBodyProfile(alpha) !== null;
  if (!isFigure || tree.box.bottom - tree.box.top < 0.12 * tree.height) {
    const count = legs.length + arms.length;
    const limbs =
      count === 0
        ? 'nothing like an arm or a leg'
        : `${count} part${count > 1 ? 's' : ''} that could be a limb`;
    const percent = Math.max(1, Math.round(tree.share * 100));
    return {
      kind: 'no_figure',
      seen: `One shape that covers ${percent} % of the picture was seen, with ${limbs}; a figure has two arms or two legs.`,
    };
  }
  return { kind: 'skeleton', skeleton: new OutlineRig(tree, legs, arms, head).skeleton() };
}

interface SortedBranches {
  /** Left of the picture first. */
  readonly legs: readonly Branch[];
  readonly arms: readonly Branch[];
  readonly head: Branch | null;
}

function sortBranches({ branches, core, box }: SilhouetteTree): SortedBranches {
  const height = box.bottom - box.top;
  // Legs come down to the lower part of the figure; of more than two (a tail, a skirt's hem) the lowest two.
  const low = branches.filter(
    (branch) => tipOf(branch)[1] > core.y + 0.18 * height && tipOf(branch)[1] > box.bottom - 0.25 * height,
  );
  const legs = low
    .sort((a, b) => tipOf(b)[1] - tipOf(a)[1])
    .slice(0, 2)
    .sort((a, b) => tipOf(a)[0] - tipOf(b)[0]);
  const high = branches.filter((branch) => !low.includes(branch) && tipOf(branch)[1] < core.y);
  const headness = (branch: Branch): number => tipOf(branch)[1] + 0.9 * Math.abs(tipOf(branch)[0] - core.x);
  const head =
    high
      .filter((branch) => Math.abs(tipOf(branch)[0] - core.x) < 0.3 * height)
      .sort((a, b) => headness(a) - headness(b))[0] ?? null;
  const sides = branches.filter(
    (branch) => branch !== head && !legs.includes(branch) && tipOf(branch)[1] < box.bottom - 0.12 * height,
  );
  // Ears and hair stick out of the head, not of the body: an arm's root is not above the core by more than a quarter of the figure.
  const rooted = sides.filter((branch) => (branch.path.at(-1)?.[1] ?? 0) > core.y - 0.27 * height);
  const arms = [
    ...longest(rooted.filter((branch) => tipOf(branch)[0] < core.x - 0.5 * core.radius)),
    ...longest(rooted.filter((branch) => tipOf(branch)[0] > core.x + 0.5 * core.radius)),
  ];
  return { legs, arms, head };
}

function tipOf(branch: Branch): readonly [number, number] {
  return branch.path[0] ?? [0, 0];
}

/** The longest one alone, if there is any. */
function longest(branches: readonly Branch[]): readonly Branch[] {
  return branches.toSorted((a, b) => lengthOf(b.path) - lengthOf(a.path)).slice(0, 1);
}

/** Places the joints on the branches, in pixels of the grid, and brings them to the picture's size in the end. */
class OutlineRig {
  readonly #tree: SilhouetteTree;
  readonly #legs: readonly Branch[];
  readonly #arms: readonly Branch[];
  readonly #head: Branch | null;
  readonly #points = new Float64Array(JOINT_COUNT * 2);
  readonly #lines: Partial<Record<LimbName, readonly LimbPoint[]>> = {};

  constructor(tree: SilhouetteTree, legs: readonly Branch[], arms: readonly Branch[], head: Branch | null) {
    this.#tree = tree;
    this.#legs = legs;
    this.#arms = arms;
    this.#head = head;
  }

  skeleton(): Skeleton {
    const { core, box, scale } = this.#tree;
    const limbs: LimbName[] = [];
    // The figure's left is on the right of the picture.
    const place = (branch: Branch | undefined, limb: LimbName, shares: readonly [number, number]): void => {
      if (!branch) return;
      limbs.push(limb);
      this.#placeLimb(branch, limb, shares);
    };
    const isLeftSide = (branch: Branch): boolean => (branch.path[0]?.[0] ?? 0) < core.x;
    place(
      this.#arms.find((branch) => !isLeftSide(branch)),
      'leftArm',
      ARM_SHARES,
    );
    place(this.#arms.find(isLeftSide), 'rightArm', ARM_SHARES);
    if (this.#legs.length === 2) {
      place(this.#legs[1], 'leftLeg', LEG_SHARES);
      place(this.#legs[0], 'rightLeg', LEG_SHARES);
    }
    this.#placeRoots(limbs);
    const headRadius = this.#placeHead(box.top);
    return {
      points: this.#points.map((value) => value / scale),
      limbs,
      headRadius: headRadius / scale,
      face: { yaw: 0, pitch: 0 },
      isFacingUs: true,
      source: 'silhouette',
      limbLines: this.#lines,
    };
  }

  #placeLimb({ path, radii }: Branch, limb: LimbName, shares: readonly [number, number]): void {
    const { core } = this.#tree;
    const inBody = radii.findIndex((radius) => radius > BODY_DEPTH * core.radius);
    const reach = inBody < 0 ? radii.length - 1 : inBody;
    const thickest = quantile(
      radii.slice(Math.floor(reach * 0.25), Math.max(2, Math.floor(reach * 0.75))),
      0.85,
    );
    const widened = radii.findIndex((radius, i) => i >= reach * 0.5 && radius > ROOT_THICKENING * thickest);
    const end = widened < 0 ? reach : Math.min(reach, widened);
    // Back out of the body by a part of its thickness: that is where the limb turns.
    const back = (limb === 'leftArm' || limb === 'rightArm' ? 0.15 : 0.35) * thickest;
    const length = Math.max(3, Math.round(end + 1 - back));
    const { scale } = this.#tree;
    this.#lines[limb] = path.slice(0, length).map(([x, y], i) => ({
      x: (x + 0.5) / scale,
      y: (y + 0.5) / scale,
      radius: Math.min(radii[i] ?? 1, thickest) / scale,
    }));
    const limbPath = path.slice(0, length).toReversed();
    const [root, middle, wrist, tip] = LIMBS[limb];
    this.#set(root, limbPath[0] ?? [0, 0]);
    this.#set(middle, pointAlong(limbPath, shares[0]));
    this.#set(wrist, pointAlong(limbPath, shares[1]));
    // The way runs on to the outermost pixel; fingers end a little before it.
    this.#set(tip, pointAlong(limbPath, 0.98));
  }

  /** Pelvis and neck between the limbs' roots; roots of limbs that are not there at the body's sides. */
  #placeRoots(limbs: readonly LimbName[]): void {
    const { core, box } = this.#tree;
    const height = box.bottom - box.top;
    const half = 0.75 * core.radius;
    const middle = (a: number, b: number): readonly [number, number] => [
      ((this.#points[a * 2] ?? 0) + (this.#points[b * 2] ?? 0)) / 2,
      ((this.#points[a * 2 + 1] ?? 0) + (this.#points[b * 2 + 1] ?? 0)) / 2,
    ];
    if (!limbs.includes('leftLeg')) {
      const y = Math.min(box.bottom - 0.05 * height, core.y + 0.6 * core.radius);
      this.#rest('leftLeg', core.x + half * 0.6, y, 0.2 * height);
      this.#rest('rightLeg', core.x - half * 0.6, y, 0.2 * height);
    }
    const hips = middle(JOINTS.leftHip, JOINTS.rightHip);
    for (const limb of ['leftArm', 'rightArm'] as const) {
      if (limbs.includes(limb)) continue;
      const twin = limb === 'leftArm' ? 'rightArm' : 'leftArm';
      const hasTwin = limbs.includes(twin);
      const y = hasTwin ? (this.#points[LIMBS[twin][0] * 2 + 1] ?? 0) : hips[1] - 0.62 * (hips[1] - box.top);
      this.#rest(limb, core.x + (limb === 'leftArm' ? half : -half), y, 0.15 * height);
    }
    this.#set(JOINTS.pelvis, hips);
    const shoulders = middle(JOINTS.leftShoulder, JOINTS.rightShoulder);
    // Arms that start low (a body that is all head) still leave a trunk to bend.
    this.#set(JOINTS.neck, [shoulders[0], Math.min(shoulders[1], hips[1] - 0.15 * height)]);
  }

  #rest(limb: LimbName, x: number, y: number, length: number): void {
    for (const [link, joint] of LIMBS[limb].entries()) this.#set(joint, [x, y + (link * length) / 3]);
  }

  /** The head's middle is its thickest place above the neck; returns its radius. */
  #placeHead(top: number): number {
    const neckX = this.#points[JOINTS.neck * 2] ?? 0;
    const neckY = this.#points[JOINTS.neck * 2 + 1] ?? 0;
    const room = neckY - top;
    let best = { x: this.#head?.path[0]?.[0] ?? neckX, y: top + 0.5 * room, radius: 0 };
    for (const [i, [x, y]] of (this.#head?.path ?? []).entries()) {
      const radius = this.#head?.radii[i] ?? 0;
      if (y > neckY - 0.35 * room || radius <= best.radius) continue;
      best = { x, y, radius };
    }
    this.#set(JOINTS.head, [best.x, best.y]);
    return Math.max(best.radius, 0.25 * room, 3);
  }

  #set(joint: number, [x, y]: readonly [number, number]): void {
    this.#points[joint * 2] = x + 0.5;
    this.#points[joint * 2 + 1] = y + 0.5;
  }
}

/** The point at `share` of a path's length. */
function pointAlong(path: Branch['path'], share: number): readonly [number, number] {
  let left = lengthOf(path) * share;
  for (let i = 1; i < path.length; i++) {
    const [ax, ay] = path[i - 1] ?? [0, 0];
    const [bx, by] = path[i] ?? [0, 0];
    const step = Math.hypot(bx - ax, by - ay);
    if (left <= step)
      return [ax + ((bx - ax) * left) / Math.max(1e-6, step), ay + ((by - ay) * left) / Math.max(1e-6, step)];
    left -= step;
  }
  return path.at(-1) ?? [0, 0];
}
