import type { InputRole } from '../kernel/media-input.ts';
import type { MediaInput } from './inputs.ts';
import type { ResolvedRequest } from './resolve.ts';

/** A picture or video of a request, and what it is for. */
export interface GivenInput {
  readonly role: InputRole;
  /** 0 for the first of its role. */
  readonly position: number;
  readonly input: MediaInput;
}

/** All pictures and videos of a request. Pictures come first: they are cheaper to refuse. */
export function givenInputs(
  request: Pick<ResolvedRequest, 'image' | 'furtherImages' | 'referenceImage' | 'referenceVideo'>,
): readonly GivenInput[] {
  const { image, furtherImages, referenceImage, referenceVideo } = request;
  const given: readonly (readonly [InputRole, number, MediaInput | null])[] = [
    ['image', 0, image],
    ...furtherImages.map((input, index) => ['image', index + 1, input] as const),
    ['reference_image', 0, referenceImage],
    ['reference_video', 0, referenceVideo],
  ];
  return given.flatMap(([role, position, input]) => (input === null ? [] : [{ role, position, input }]));
}
