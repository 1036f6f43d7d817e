/** What a request can be given besides words, by the name that the API has for it, and of which kind each is. */
export const INPUT_ROLES = {
  image: 'image',
  reference_image: 'image',
  reference_video: 'video',
} as const satisfies Record<string, MediaKind>;

export type InputRole = keyof typeof INPUT_ROLES;
export type MediaKind = 'image' | 'video';

/** What a stranger's file turned out to be. Sizes in pixels, as shown. */
export interface MediaFacts {
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** Null for a picture. */
  readonly durationSeconds: number | null;
}

export type MediaInspection =
  | { readonly usable: true; readonly facts: MediaFacts }
  /** The sentence names what was found and what is allowed; it is shown to the caller. */
  | { readonly usable: false; readonly sentence: string };

/**
 * Opens a stranger's file where it can do no harm, decodes it, and says what it is or why it cannot be used. Throws
 * only when that could not be found out.
 */
export type InspectMedia = (kind: MediaKind, path: string) => Promise<MediaInspection>;
