import type { Film } from '../pixels/film.ts';
import type { PictureClass } from '../pixels/fit-picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import type { Shot } from '../scene/shot.ts';

/** How a still picture is set in motion. `durationSeconds` and `fps` are those of the request. */
export interface PictureOptions {
  readonly durationSeconds: number;
  readonly fps: number;
  /** The shorter side of the film in pixels. */
  readonly pictureClass: PictureClass;
  /** 0..2147483647. */
  readonly seed: number;
  /** 1 does what the prompt says and no more; 0 moves freely by the seed. */
  readonly cfgScale: number;
}

/**
 * Everything that a picture's film is drawn from: plain data over shared memory, so that drawing threads receive it by
 * structured clone and read the same copy. Pictures and planes are at the size of the film unless said otherwise.
 */
export interface PicturePlan {
  readonly film: Film;
  readonly report: PictureReport;
  /** The picture itself, which is frame 0. */
  readonly still: Picture;
  /** What is behind (or all of it, when there is one layer), opaque. */
  readonly ground: Layer;
  /** The subject, premultiplied by its alpha; null when it was not safe to cut it out. */
  readonly subject: Layer | null;
  /** One per frame; the first is at rest. */
  readonly camera: readonly PicturePose[];
  readonly motion: LocalMotion;
  readonly air: Air;
}

/** A textured sheet in space. */
export interface Layer {
  readonly picture: Picture;
  /** Where the layer reaches the picture's border and is stretched over what the camera uncovers beyond it. */
  readonly sides: Sides;
  /**
   * Nearness: the subject's distance over that of the point, so 1 at the subject, 0 at infinity and above 1 before it.
   * At a quarter of the film's size.
   */
  readonly nearness: Plane;
}

export interface Sides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** Where the camera is, from its place at rest. Lengths are in distances to the subject. */
export interface PicturePose {
  readonly right: number;
  readonly up: number;
  readonly forward: number;
  /** Radians: positive turns right, looks up, rolls as the text-to-video camera does. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly zoom: number;
}

/** What stirs in the picture by itself. Amounts are pixels of the film, 0 for none. All begins at rest. */
export interface LocalMotion {
  /** 0..1 where it is so, at a quarter of the film's size. */
  readonly water: Plane | null;
  readonly sky: Plane | null;
  readonly foliage: Plane | null;
  readonly hair: Plane | null;
  readonly ripplePixels: number;
  /** Row of the horizon, from which ripples grow. */
  readonly horizon: number;
  /** Pixels a second that the clouds drift; positive is to the right. */
  readonly cloudSpeed: number;
  readonly swayPixels: number;
  readonly hairPixels: number;
  /** How far the subject's upper end rises with each breath, and the rows between which the rise grows. */
  readonly breath: { readonly pixels: number; readonly top: number; readonly foot: number } | null;
  /** Radians, by the seed: where the waves start. */
  readonly phase: number;
}

/** A lamp or flame of the picture that flickers. Pixels of the film. */
export interface FlickerSpot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: readonly [number, number, number];
  readonly strength: number;
}

/** What is in the air, and the light on it all. */
export interface Air {
  /** A world as the particle painters need it: one camera pose a frame, light, particles, focus, style. */
  readonly shot: Shot;
  /** Metres to the subject, by which nearness becomes depth. */
  readonly subjectMetres: number;
  /** Where the sky is (from 0.5 on), at a quarter of the film's size; only when something shows before it. */
  readonly sky: Plane | null;
  /**
   * Fog's colour and its share (0..1) at the subject and at infinity when it has come. Between them the share follows
   * exp(-k * distance); from nearness 1.6 on there is none.
   */
  readonly fog: {
    readonly colour: readonly [number, number, number];
    readonly near: number;
    readonly far: number;
  } | null;
  /** Changes of the light when they have come: factors per channel, and the factor of the contrast. */
  readonly grade: {
    readonly gain: readonly [number, number, number];
    readonly contrast: number;
    readonly saturation: number;
  } | null;
  readonly flicker: readonly FlickerSpot[];
}

/** The honest account for the manifest. Plain JSON. */
export interface PictureReport {
  readonly matte: {
    readonly source: string;
    readonly confidence: number;
    /** Share of the picture that the subject takes, 0..1. */
    readonly subjectShare: number;
  };
  readonly layers: 1 | 2;
  /** Camera moves as they are shown, `drift` and the like when none was asked for. */
  readonly moves: readonly string[];
  /** Share of the moves' usual size that the picture allowed, 0..1. */
  readonly amplitude: number;
  readonly effects: readonly string[];
  /** What the prompt asks for and a still picture cannot show. */
  readonly notShown: readonly string[];
}
