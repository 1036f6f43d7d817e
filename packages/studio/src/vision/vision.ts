/**
 * What is in a picture: the salient subject's matte and people's poses. Networks do it when they are installed; a
 * heuristic stands in for the matte behind the same interface, and `sources` says which did, for the manifest.
 */
import type { Picture, Plane } from '../pixels/picture.ts';

/** Indices into `Pose.landmarks`: the 33 points of BlazePose (GHUM), in its order. Left and right are the person's own. */
export const LANDMARKS = {
  nose: 0,
  leftEyeInner: 1,
  leftEye: 2,
  leftEyeOuter: 3,
  rightEyeInner: 4,
  rightEye: 5,
  rightEyeOuter: 6,
  leftEar: 7,
  rightEar: 8,
  mouthLeft: 9,
  mouthRight: 10,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftPinky: 17,
  rightPinky: 18,
  leftIndex: 19,
  rightIndex: 20,
  leftThumb: 21,
  rightThumb: 22,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
  leftHeel: 29,
  rightHeel: 30,
  leftFoot: 31,
  rightFoot: 32,
} as const;
export type LandmarkName = keyof typeof LANDMARKS;
/** 33. */
export const LANDMARK_COUNT = Object.keys(LANDMARKS).length;

export interface Landmark {
  /** Pixels of the picture it was found in; may lie outside it. */
  readonly x: number;
  readonly y: number;
  /** Pixels towards (negative) or away from the camera, relative to the middle of the hips. */
  readonly z: number;
  /** 0..1: how sure the network is that the point is there and seen. */
  readonly score: number;
}

/** One person in one picture. */
export interface Pose {
  /** Always 33, in the order of {@link LANDMARKS}. */
  readonly landmarks: readonly Landmark[];
  /** 0..1 for the whole figure. */
  readonly score: number;
}

/** The main person through a clip, gaps filled and smoothed without lag. Points are pixels of the clip's pictures. */
export interface PoseTrack {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** One per picture of the clip. */
  readonly poses: readonly Pose[];
  /** Share of pictures (0..1) in which the person was really seen; the others were filled in. */
  readonly seenShare: number;
}

/** Follows the main person (largest and surest, then the same one) through pictures given in film order. */
export interface PersonTracker {
  add(picture: Picture): Promise<void>;
  /** Null when no person was seen long enough to follow. */
  finish(): PoseTrack | null;
}

/** The salient subject of a picture. */
export interface Matte {
  /** 0 background .. 1 subject, refined to the picture's own edges, at the picture's size. */
  readonly alpha: Plane;
  /** 0..1: how clear-cut it is; below 0.5 it is not to be cut along. */
  readonly confidence: number;
}

export interface Vision {
  /** Which implementation answers, for the manifest: the networks' names, or `heuristic`, or `none`. */
  readonly sources: { readonly matte: string; readonly pose: string };
  matte(picture: Picture): Promise<Matte>;
  /** People in a single picture, the main one first; empty when there are none or no network is installed. */
  findPeople(picture: Picture): Promise<readonly Pose[]>;
  /** Null when no pose network is installed. */
  trackPerson(fps: number): PersonTracker | null;
  close(): Promise<void>;
}
