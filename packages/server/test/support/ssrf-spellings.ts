/** Other ways to write one IPv4 address, as hosts of a URL: most of them mean the same to a browser. */
export const V4_SPELLINGS = {
  dotted: (octets) => octets.join('.'),
  'dotted with a full stop at the end': (octets) => `${octets.join('.')}.`,
  'one decimal number': (octets) => String(whole(octets)),
  'one hexadecimal number': (octets) => `0x${whole(octets).toString(16)}`,
  'one hexadecimal number, capital X': (octets) => `0X${whole(octets).toString(16).toUpperCase()}`,
  'one octal number': (octets) => `0${whole(octets).toString(8)}`,
  'octal parts': (octets) => octets.map((octet) => `0${octet.toString(8)}`).join('.'),
  'octal parts with many zeros': (octets) =>
    octets.map((octet) => octet.toString(8).padStart(9, '0')).join('.'),
  'hexadecimal parts': (octets) => octets.map((octet) => `0x${octet.toString(16)}`).join('.'),
  'two parts': ([a = 0, ...rest]) => `${a}.${whole(rest)}`,
  'three parts': ([a = 0, b = 0, ...rest]) => `${a}.${b}.${whole(rest)}`,
  'mixed bases': ([a = 0, b = 0, c = 0, d = 0]) =>
    `0x${a.toString(16)}.${b}.0${c.toString(8)}.0x${d.toString(16)}`,
  'full-width digits': (octets) => fullWidth(octets.join('.')),
  'ideographic full stops': (octets) => octets.join('\u3002'),
  'half-width ideographic full stops': (octets) => octets.join('\uff61'),
  'mathematical digits': (octets) => mathematical(octets.join('.')),
  'percent-encoded': (octets) => percentEncoded(octets.join('.')),
  'percent-encoded full stops': (octets) => octets.join('%2E'),
  'soft hyphens inside': (octets) => octets.join('\u00ad.'),
} as const satisfies Record<string, (octets: readonly number[]) => string>;

/** IPv6 addresses that carry an IPv4 address: every one may be a way around a check of IPv4 only. */
export const EMBEDDINGS = {
  'v4-mapped, dotted': (octets) => `::ffff:${octets.join('.')}`,
  'v4-mapped, hexadecimal': (octets) => `::ffff:${groups(octets)}`,
  'v4-mapped, written out': (octets) => `0000:0000:0000:0000:0000:FFFF:${groups(octets).toUpperCase()}`,
  'v4-compatible': (octets) => `::${octets.join('.')}`,
  'v4-translated (RFC 2765)': (octets) => `::ffff:0:${groups(octets)}`,
  'NAT64 (RFC 6052)': (octets) => `64:ff9b::${groups(octets)}`,
  'NAT64, dotted': (octets) => `64:ff9b::${octets.join('.')}`,
  'local NAT64 (RFC 8215)': (octets) => `64:ff9b:1::${groups(octets)}`,
  'local NAT64, other prefix length': (octets) => `64:ff9b:1:${groups(octets)}::`,
  '6to4': (octets) => `2002:${groups(octets)}::1`,
  'Teredo client': (octets) => `2001:0:5ef5:79fd:0:59d:${groups(octets.map((octet) => octet ^ 0xff))}`,
  'Teredo server': (octets) => `2001:0:${groups(octets)}:0:0:0:0`,
  ISATAP: (octets) => `2606:2800:220:1:0:5efe:${groups(octets)}`,
  'ISATAP, universal': (octets) => `2606:2800:220:1:200:5efe:${groups(octets)}`,
} as const satisfies Record<string, (octets: readonly number[]) => string>;

export function octetsOf(address: string): number[] {
  return address.split('.').map(Number);
}

function whole(octets: readonly number[]): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function groups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function fullWidth(text: string): string {
  return text.replace(/[\d.]/g, (character) => String.fromCodePoint(0xff00 + character.charCodeAt(0) - 0x20));
}

function mathematical(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)));
}

function percentEncoded(text: string): string {
  return text.replace(/[\d.]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
