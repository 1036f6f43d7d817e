/** What `/openapi.json` says of files. The handlers are in `file-routes.ts`. */
import { createRoute, z } from '@hono/zod-openapi';
import { FileUpload, FileView } from '../../contract/file-view.ts';
import { BEARER, COMMON_REFUSALS, json, refusal } from '../contract-parts.ts';
import { pageOf, PageQuery } from '../page.ts';

const FileParams = z.object({
  file_id: z.string().meta({ description: '`file_...`, as the upload answered it.' }),
});
const UNKNOWN = refusal('No file of this account has that id.');
const BYTES = z.string().meta({ format: 'binary' });
const MEDIA = { 'image/*': { schema: BYTES }, 'video/*': { schema: BYTES } } as const;

const uploadRoute = createRoute({
  method: 'post',
  path: '/v1/files',
  operationId: 'uploadFile',
  summary: 'Upload a picture or video',
  description:
    'As a form with one part `file`, or as the bytes alone with `Content-Type: image/*` or `video/*`. What it is shows in its bytes. Its `url` stands wherever a request takes an address, and a motion price is then final at once. The file stays until it is deleted; what was made from it stays also then.',
  security: BEARER,
  request: {
    body: { required: true, content: { 'multipart/form-data': { schema: FileUpload }, ...MEDIA } },
  },
  responses: {
    ...COMMON_REFUSALS,
    201: json('Stored, and found usable.', FileView),
    400: refusal('The form has no part `file`, or two, or breaks off.'),
    408: refusal('The body came too slowly.'),
    413: refusal('The picture is larger than 10 MB, or the video than 100 MB.'),
    415: refusal('The body is neither multipart/form-data nor a picture or video.'),
    422: refusal('The file cannot be used; the sentence says why.'),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/files',
  operationId: 'listFiles',
  summary: 'List files, newest first',
  security: BEARER,
  request: { query: PageQuery },
  responses: {
    ...COMMON_REFUSALS,
    200: json('A page of them.', pageOf('FilePage', FileView)),
    422: refusal('`limit` or `cursor` cannot be used.'),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/files/{file_id}',
  operationId: 'getFile',
  summary: 'Read what a file is',
  security: BEARER,
  request: { params: FileParams },
  responses: { ...COMMON_REFUSALS, 200: json('What it is.', FileView), 404: UNKNOWN },
});

const contentRoute = createRoute({
  method: 'get',
  path: '/v1/files/{file_id}/content',
  operationId: 'downloadFile',
  summary: 'Download a file',
  security: BEARER,
  request: {
    params: FileParams,
    headers: z.object({ range: z.string().optional().meta({ description: 'One range of bytes.' }) }),
  },
  responses: {
    ...COMMON_REFUSALS,
    200: { description: 'Its bytes, as they were uploaded.', content: MEDIA },
    206: { description: 'The range that was asked for.', content: MEDIA },
    304: { description: 'Unchanged since the ETag in If-None-Match.' },
    404: UNKNOWN,
    416: { description: 'The range lies outside the file.' },
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/files/{file_id}',
  operationId: 'deleteFile',
  summary: 'Delete a file',
  description: 'Generations that were given it keep what they were given.',
  security: BEARER,
  request: { params: FileParams },
  responses: { ...COMMON_REFUSALS, 204: { description: 'Deleted.' }, 404: UNKNOWN },
});

export const FILE_ROUTES = [uploadRoute, listRoute, readRoute, contentRoute, deleteRoute];
