import { randomHex } from '../calls/random-hex.ts';

/**
 * A form with one file, as a Blob that is made of the file's own: so what is on disk is read while it is sent. Node's fetch
 * would hold all of a FormData in memory (measured on 24.21: 600 MB for a file of 600 MB; as a Blob 50 MB).
 */
export function multipartForm(file: Blob, name: string): Blob {
  const boundary = `reelay-${randomHex()}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${escaped(name)}"`,
    `Content-Type: ${file.type || 'application/octet-stream'}`,
    '',
    '',
  ].join('\r\n');
  return new Blob([head, file, `\r\n--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}

/** As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
