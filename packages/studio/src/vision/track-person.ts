import type { Picture } from '../pixels/picture.ts';
import { type Sighting, blendSightings } from './blend-sightings.ts';
import { type Box, overlap } from './detect-people.ts';
import { figureSurroundings, findPeople, poseBox } from './find-people.ts';
import { locateJoints } from './locate-joints.ts';
import { type LocatedPose, locateLandmarks } from './locate-landmarks.ts';
import { fillGaps, rejectOutliers, smoothTrack } from './mend-track.ts';
import type { Networks } from './networks.ts';
import type { Square } from './sample-square.ts';
import { getPose } from './track-points.ts';
import type { PersonTracker, Pose, PoseTrack } from './vision.ts';

/** Below this the landmark network has lost the person. */
const LEAST_SCORE = 0.5;
/** The figure of the next picture covers at least so much of the last one. */
const SAME_PERSON = 0.15;
/** So long a lost person is waited for before somebody else may become the main one. */
const WAIT_SECONDS = 1;
/** A lost person is looked for closely so often; in between only at a glance. */
const THOROUGH_SECONDS = 0.5;
const LEAST_SEEN_FRAMES = 3;
const LEAST_SEEN_SHARE = 0.1;

/** Follows one person with BlazePose, lets MoveNet look at the same place, and mends the whole at the end. */
export class PersonFollower implements PersonTracker {
  readonly #networks: Networks;
  readonly #fps: number;
  readonly #sightings: (Sighting | null)[] = [];
  #width = 0;
  #height = 0;
  #square: Square | null = null;
  #lastBox: Box | null = null;
  #lostFrames = 0;

  constructor(networks: Networks, fps: number) {
    this.#networks = networks;
    this.#fps = fps;
  }

  async add(picture: Picture): Promise<void> {
    this.#width = picture.width;
    this.#height = picture.height;
    const located = (await this.#follow(picture)) ?? (await this.#find(picture));
    this.#square = located?.square ?? null;
    if (!located) {
      this.#lostFrames++;
      this.#sightings.push(null);
      return;
    }
    this.#lostFrames = 0;
    this.#lastBox = poseBox(located.pose);
    const joints = await locateJoints(this.#networks, picture, figureSurroundings(located.pose));
    this.#sightings.push({ pose: located.pose, joints });
  }

  finish(): PoseTrack | null {
    const seen = this.#sightings.filter((sighting) => sighting !== null).length;
    const frameCount = this.#sightings.length;
    if (seen < LEAST_SEEN_FRAMES || seen < frameCount * LEAST_SEEN_SHARE) return null;
    const points = blendSightings(this.#sightings, this.#fps);
    rejectOutliers(points);
    fillGaps(points);
    smoothTrack(points);
    const poses: Pose[] = this.#sightings.map((sighting, frame) =>
      getPose(points, frame, sighting?.pose.score ?? 0),
    );
    return { width: this.#width, height: this.#height, fps: this.#fps, poses, seenShare: seen / frameCount };
  }

  /** Looks where the person was. */
  async #follow(picture: Picture): Promise<LocatedPose | null> {
    if (!this.#square) return null;
    const located = await locateLandmarks(this.#networks, picture, this.#square);
    return located.pose.score >= LEAST_SCORE && this.#isSame(located.pose) ? located : null;
  }

  /** Looks everywhere: for the same person while we wait, then for the main one. */
  async #find(picture: Picture): Promise<LocatedPose | null> {
    const isThorough = this.#lostFrames % Math.max(1, Math.round(THOROUGH_SECONDS * this.#fps)) === 0;
    const people = await findPeople(this.#networks, picture, { isThorough });
    if (!this.#lastBox || this.#lostFrames > WAIT_SECONDS * this.#fps) return people[0] ?? null;
    const last = this.#lastBox;
    const [nearest] = people.toSorted(
      (a, b) => overlap(poseBox(b.pose), last) - overlap(poseBox(a.pose), last),
    );
    return nearest && this.#isSame(nearest.pose) ? nearest : null;
  }

  #isSame(pose: Pose): boolean {
    return !this.#lastBox || overlap(poseBox(pose), this.#lastBox) >= SAME_PERSON;
  }
}
