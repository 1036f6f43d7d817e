import { z } from 'zod';
import { isUuid } from '../kernel/ids.ts';

const ID_START = 'file_';
const URL_START = `reelay://${ID_START}`;

/** The id of a file as callers see it. */
export function fileIdOnTheWire(id: string): string {
  return `${ID_START}${id}`;
}

/** What the fields for addresses take in place of an address. */
export function fileUrl(id: string): string {
  return `${URL_START}${id}`;
}

/** The UUID in `file_<uuid>`; null when it is not of that form. */
export function readFileId(text: string): string | null {
  return text.startsWith(ID_START) ? uuidAfter(text, ID_START) : null;
}

/** The UUID in `reelay://file_<uuid>`; null when it is not of that form. */
export function readFileUrl(text: string): string | null {
  return text.startsWith(URL_START) ? uuidAfter(text, URL_START) : null;
}

/** In lower case, as the database writes it. */
function uuidAfter(text: string, start: string): string | null {
  const id = text.slice(start.length).toLowerCase();
  return isUuid(id) ? id : null;
}

/** 201 of `POST /v1/files`, and a file in every other answer. */
export const FileView = z
  .object({
    id: z.string().meta({ example: 'file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11' }),
    url: z.string().meta({
      description: 'Send it as image_url, reference_image_url, reference_video_url or in images_urls.',
      example: 'reelay://file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11',
    }),
    kind: z.enum(['image', 'video']),
    media_type: z.string().meta({ description: 'What the bytes are, whatever they were sent as.' }),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    duration: z.number().nullable().meta({ description: 'Seconds as measured; null for a picture.' }),
    name: z.string().nullable().meta({ description: 'The name it was uploaded with, cleaned up.' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'File' });
export type FileView = z.infer<typeof FileView>;

/** `multipart/form-data` of `POST /v1/files`. */
export const FileUpload = z
  .object({
    file: z.string().meta({
      format: 'binary',
      description:
        'A JPEG, PNG or WEBP of at most 10 MB, or an MP4, MOV or WEBM of 3 to 30 seconds and at most 100 MB.',
    }),
    purpose: z.string().optional().meta({ description: 'Taken for the sake of other clients; ignored.' }),
  })
  .meta({ id: 'FileUpload' });
