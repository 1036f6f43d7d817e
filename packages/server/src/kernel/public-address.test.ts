import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Each blocked range: its first and last address, and the public neighbours outside where there are any. */
const RANGES: readonly {
  readonly name: string;
  readonly inside: readonly [string, string];
  readonly outside: readonly string[];
}[] = [
  { name: 'this network', inside: ['0.0.0.0', '0.255.255.255'], outside: ['1.0.0.0'] },
  { name: 'private 10', inside: ['10.0.0.0', '10.255.255.255'], outside: ['9.255.255.255', '11.0.0.0'] },
  { name: 'CGNAT', inside: ['100.64.0.0', '100.127.255.255'], outside: ['100.63.255.255', '100.128.0.0'] },
  { name: 'loopback', inside: ['127.0.0.0', '127.255.255.255'], outside: ['126.255.255.255', '128.0.0.0'] },
  { name: 'Azure', inside: ['168.63.129.16', '168.63.129.16'], outside: ['168.63.129.15', '168.63.129.17'] },
  {
    name: 'link-local',
    inside: ['169.254.0.0', '169.254.255.255'],
    outside: ['169.253.255.255', '169.255.0.0'],
  },
  {
    name: 'private 172',
    inside: ['172.16.0.0', '172.31.255.255'],
    outside: ['172.15.255.255', '172.32.0.0'],
  },
  { name: 'protocols', inside: ['192.0.0.0', '192.0.0.255'], outside: ['191.255.255.255', '192.0.1.0'] },
  { name: 'TEST-NET-1', inside: ['192.0.2.0', '192.0.2.255'], outside: ['192.0.1.255', '192.0.3.0'] },
  { name: 'AS112', inside: ['192.31.196.0', '192.31.196.255'], outside: ['192.31.195.255', '192.31.197.0'] },
  { name: 'AMT', inside: ['192.52.193.0', '192.52.193.255'], outside: ['192.52.192.255', '192.52.194.0'] },
  {
    name: '6to4 relays',
    inside: ['192.88.99.0', '192.88.99.255'],
    outside: ['192.88.98.255', '192.88.100.0'],
  },
  {
    name: 'private 192',
    inside: ['192.168.0.0', '192.168.255.255'],
    outside: ['192.167.255.255', '192.169.0.0'],
  },
  {
    name: 'AS112 direct',
    inside: ['192.175.48.0', '192.175.48.255'],
    outside: ['192.175.47.255', '192.175.49.0'],
  },
  { name: 'benchmarks', inside: ['198.18.0.0', '198.19.255.255'], outside: ['198.17.255.255', '198.20.0.0'] },
  {
    name: 'TEST-NET-2',
    inside: ['198.51.100.0', '198.51.100.255'],
    outside: ['198.51.99.255', '198.51.101.0'],
  },
  { name: 'TEST-NET-3', inside: ['203.0.113.0', '203.0.113.255'], outside: ['203.0.112.255', '203.0.114.0'] },
  { name: 'multicast and above', inside: ['224.0.0.0', '255.255.255.255'], outside: ['223.255.255.255'] },
  {
    name: 'below global IPv6',
    inside: ['::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    outside: ['2000::'],
  },
  { name: 'above global IPv6', inside: ['4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'], outside: [] },
  { name: 'IPv6 protocols', inside: ['2001::', '2001:1ff:ffff::'], outside: ['2000:ffff::', '2001:200::'] },
  {
    name: 'IPv6 examples',
    inside: ['2001:db8::', '2001:db8:ffff::'],
    outside: ['2001:db7:ffff::', '2001:db9::'],
  },
  { name: '6to4', inside: ['2002::', '2002:ffff:ffff::'], outside: ['2001:ffff::', '2003::'] },
  {
    name: 'AS112 v6',
    inside: ['2620:4f:8000::', '2620:4f:8000:ffff::'],
    outside: ['2620:4f:7fff::', '2620:4f:8001::'],
  },
  { name: '6bone', inside: ['3ffe::', '3ffe:ffff::'], outside: ['3ffd:ffff::'] },
  {
    name: 'IPv6 examples, second',
    inside: ['3fff::', '3fff:fff::'],
    outside: ['3fff:1000::', '3fff:ffff::'],
  },
];

test.each(RANGES)(
  'the range of $name is blocked from its first to its last address and no further',
  (range) => {
    expect(range.inside.filter(isPublicAddress)).toEqual([]);
    expect(range.outside.filter((address) => !isPublicAddress(address))).toEqual([]);
  },
);

const NAMED_V6 = {
  unspecified: ['::', '0:0:0:0:0:0:0:0'],
  loopback: ['::1', '0:0:0:0:0:0:0:1'],
  'v4-mapped, public or not': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:1.1.1.1', '::FFFF:101:101'],
  'v4-compatible': ['::127.0.0.1', '::1.1.1.1'],
  'v4-translated': ['::ffff:0:127.0.0.1', '::ffff:0:1.1.1.1'],
  NAT64: [
    '64:ff9b::',
    '64:ff9b::7f00:1',
    '64:ff9b::1.1.1.1',
    '64:ff9b:1::',
    '64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
  ],
  discard: ['100::', '100::ffff'],
  Teredo: ['2001::', '2001:0:ffff:ffff::'],
  benchmarks: ['2001:2::1'],
  ORCHID: ['2001:10::1', '2001:20::1', '2001:30::1'],
  ISATAP: ['2606:4700::5efe:7f00:1', '2606:4700::200:5efe:1.1.1.1'],
  'segment routing': ['5f00::1'],
  'unique local': ['fc00::', 'fd00:ec2::254', 'fdff:ffff::1'],
  'link-local': ['fe80::', 'febf:ffff::1'],
  'site-local': ['fec0::', 'feff::1'],
  multicast: ['ff00::', 'ff02::1', 'ffff::'],
  'with a zone': ['fe80::1%eth0', '2606:4700::1%1', '::1%lo'],
} as const;

test.each(Object.entries(NAMED_V6))('IPv6 that is %s is not public', (_name, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});

test('addresses on the internet are public', () => {
  const addresses = [
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '2606:4700:4700::1111',
    '2A00:1450:4001:80B::200E',
  ];
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('what is not an address in its ordinary spelling is not public', () => {
  const texts = [
    '',
    'example.com',
    '1.1.1',
    '1.1.1.1.',
    '01.1.1.1',
    '0x1.1.1.1',
    '16843009',
    ' 1.1.1.1',
    '1.1.1.1/32',
    '[2606::1]',
  ];
  expect(texts.filter(isPublicAddress)).toEqual([]);
});

test('loopback is told from everything else, and has no disguises', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '0:0:0:0:0:0:0:1'].every(isLoopbackAddress)).toBe(true);
  const others = [
    '10.0.0.1',
    '0.0.0.0',
    '::',
    '1.1.1.1',
    'localhost',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '::1%lo',
    '2130706433',
  ];
  expect(others.filter(isLoopbackAddress)).toEqual([]);
});

test('however an IPv6 address is written, the answer is the same', () => {
  const group = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.constantFrom(0, 1, 0x2001, 0xdb8, 0x2002, 0x5efe, 0x64, 0xff9b, 0xffff),
  );
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const full = groups.map((value) => value.toString(16).padStart(4, '0')).join(':');
      // The URL parser is a second opinion about spelling: it shortens as RFC 5952 says.
      const short = new URL(`http://[${full}]/`).hostname.slice(1, -1);
      const [high = 0, low = 0] = groups.slice(6);
      const dotted = [high >> 8, high & 255, low >> 8, low & 255].join('.');
      const mixed = `${full.split(':').slice(0, 6).join(':')}:${dotted}`;
      const answers = [full, full.toUpperCase(), short, mixed].map(isPublicAddress);
      expect(new Set(answers).size).toBe(1);
    }),
  );
});
