import { EMBEDDINGS, octetsOf, V4_SPELLINGS } from './ssrf-spellings.ts';
import { PUBLIC_V4, PUBLIC_V6, type Payload } from './ssrf-world.ts';

/** IPv4 that is nobody's to reach: the first, the last and the famous ones of each range. */
const BLOCKED_V4 = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.127.127.127
  127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.17.0.1 172.31.255.255
  192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1
  198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
`;

const BLOCKED_V6 = `
  :: ::1 0:0:0:0:0:0:0:1 0000:0000:0000:0000:0000:0000:0000:0001 ::0:1 0::1 ::2 100::1 100:0:0:1::1 2001::1
  2001:1::1 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2001:DB8:FFFF::1
  2620:4f:8000::1 3ffe::1 3fff::1 3fff:fff::1 4000::1 5f00::1 8000::1 fc00::1 fd00::1 fd00:ec2::254 fd20:ce::254
  fdff:ffff::1 fe80::1 fe80::a9fe:a9fe febf::1 fec0::1 feff::1 ff01::1 ff02::1 ff02::fb ff05::1:3 ff0e::1
`;

/** Enough private ones to put into every disguise. */
const INSIDE = [
  '127.0.0.1',
  '10.0.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '100.64.0.1',
] as const;

const SCHEMES = `
  file:///etc/passwd file://localhost/etc/passwd file:/etc/passwd ftp://public.test/a ftps://public.test/
  sftp://public.test/ tftp://public.test/a gopher://127.0.0.1:6379/_INFO dict://127.0.0.1:11211/stat
  ldap://127.0.0.1/ ldaps://127.0.0.1/ imap://127.0.0.1/ pop3://127.0.0.1/ smtp://127.0.0.1/ smb://127.0.0.1/share
  ssh://127.0.0.1/ telnet://127.0.0.1/ rtsp://127.0.0.1/ rtmp://127.0.0.1/ ws://public.test/ wss://public.test/
  data:image/png;base64,aGVsbG8= data:,hello blob:https://public.test/1 javascript:alert(1) vbscript:x about:blank
  jar:http://127.0.0.1!/ netdoc:///etc/passwd php://filter phar://x expect://id view-source:http://127.0.0.1/
  unix:/var/run/docker.sock http+unix://%2Frun%2Fx/ s3://bucket/key gs://bucket/key concat:http://127.0.0.1/
  hls+http://127.0.0.1/ mailto:a@b.test
`;

const NOT_URLS = `
  http http: http:/ http:// https:// http:/// //127.0.0.1/ /etc/passwd 127.0.0.1 localhost public.test/a
  http:127.0.0.1 http:/127.0.0.1 http:///127.0.0.1 http:////127.0.0.1 https:127.0.0.1 http://? http://# http://:80/
  http://[ http://[::1 http://::1/ http://[::1]x/ http://[::1%25lo]/ http://[fe80::1%25eth0]/ http://[fe80::1%eth0]/
  http://[::1%]/ http://[v1.fe80]/ http://[::ffff:127.0.0.1.]/ http://127.0.0.1.1/ http://127.0.0.256/
  http://256.256.256.256/ http://0x100000000/ http://4294967296/ http://127.0.0.1:99999/ http://127.0.0.1:-1/
  http://a:b:c/ http://127.0.0.1:80:80/ http://%00/ http://a%00b/ http://a%2fb/ http://<public.test>/
  url:http://127.0.0.1/
  http:public.test http:/public.test http:///public.test/ https:////public.test/
`;

/** White space, control characters and backslashes: parsers disagree about where the host ends. */
const AMBIGUOUS = [
  ' http://public.test/',
  'http://public.test/ ',
  '\thttp://public.test/',
  'http://public.test/\n',
  'ht\ntp://public.test/',
  'http://public.test\r\nHost: 127.0.0.1/',
  'http://public.test/\r\nX: y',
  'http://public.test/a\r\n\r\nGET / HTTP/1.1',
  'http://public.test/\0',
  'http://public\0.test/',
  'http://127.0.0.1\t/',
  'http://127.0.\n0.1/',
  'http://\r127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http:/\\127.0.0.1/',
  'http:\\/127.0.0.1/',
  'http://public.test\\@127.0.0.1/',
  'http://127.0.0.1\\@public.test/',
  'http://public.test\\.127.0.0.1/',
  'http://public.test/\\..\\',
  'http://public.test\u00a0/',
  'http://public.test\u2028/',
  'http://public.test/\u0085',
  'http://public.test\u3000@127.0.0.1/',
  '\ufeffhttp://public.test/',
  'http://public.test\u007f/',
  'http://public.test/a b',
  'http://public test/',
  'http://127.0.0.1 public.test/',
] as const;

const CREDENTIALS = `
  http://user@public.test/ http://user:pass@public.test/ http://:pass@public.test/ http://@public.test/
  http://:@public.test/ http://public.test@127.0.0.1/ http://public.test:80@127.0.0.1/ http://127.0.0.1@public.test/
  http://public.test@127.0.0.1@public.test/ http://a%40b@public.test/ http://public.test%2f@127.0.0.1/
  https://public.test:443@[::1]/ http://user@public.test:80@127.0.0.1:80/ http://[::1]@public.test/
  http://public.test;@127.0.0.1/ http://public.test,@127.0.0.1/ http://public.test&@127.0.0.1/
`;

/** Names that a public or a private name server, or a hosts file, leads inside. */
const INSIDE_NAMES: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  'localhost.localdomain': '127.0.0.1',
  'ip6-localhost': '::1',
  'ip6-loopback': '::1',
  'app.localhost': '127.0.0.1',
  'host.docker.internal': '192.168.65.2',
  'gateway.docker.internal': '192.168.65.1',
  'kubernetes.default.svc': '10.96.0.1',
  'kubernetes.default.svc.cluster.local': '10.96.0.1',
  'metadata.google.internal': '169.254.169.254',
  'metadata.internal': '169.254.169.254',
  'instance-data.ec2.internal': '169.254.169.254',
  'metadata.azure.test': '168.63.129.16',
  'metadata.alibaba.test': '100.100.100.200',
  'printer.local': '192.168.1.9',
  'router.lan': '192.168.0.1',
  'intranet.corp': '10.1.2.3',
  db: '172.18.0.2',
  postgres: '172.18.0.3',
  'mapped.test': '::ffff:10.0.0.1',
  'nat64.test': '64:ff9b::a00:1',
  'sixtofour.test': '2002:7f00:1::',
  'teredo.test': '2001:0:5ef5:79fd:0:59d:80ff:fffe',
  'ula.test': 'fd00:ec2::254',
  'zone.test': 'fe80::1%1',
  'multicast.test': '239.255.255.250',
  'documentation.test': '203.0.113.1',
  'benchmark.test': '198.18.0.1',
  'octal.test': '0177.0.0.1',
  'not-an-address.test': 'localhost',
  'xn--lcalhost-54a.test': '127.0.0.1',
};

const PORTS = `
  0 1 7 21 22 23 25 53 79 81 110 111 135 139 389 444 445 465 587 993 1080 1433 2049 2375 2379 3000 3306 4443 5000
  5432 5672 5984 6379 6443 7001 8000 8080 8086 8443 8500 8787 8888 9000 9090 9200 9229 10250 11211 15672 27017 50070
  65535
`;

const STATUSES = [301, 302, 303, 307, 308] as const;
const LOCATIONS = String.raw`
  http://127.0.0.1/ http://169.254.169.254/latest/meta-data/ http://10.0.0.1/ http://[::1]/ //127.0.0.1/
  //2130706433/ http://0x7f.1/ http://0177.0.0.1/ http://[::ffff:127.0.0.1]/ http://[64:ff9b::7f00:1]/
  http://public.test@127.0.0.1/ http://user:pass@public.test/ http://inside.test/ https://inside.test/
  http://public.test:6379/ //public.test:22/ file:///etc/passwd gopher://127.0.0.1:6379/_INFO data:,x
  ftp://public.test/ javascript:alert(1) http:\\127.0.0.1\ \\127.0.0.1\ /\127.0.0.1/ http:// http://[
`;

const insideTest = { 'inside.test': [['10.0.0.7']] } as const;

/** Every payload: a URL, and the internet that it meets. Only `mayFinish` ones may be fetched at all. */
export function ssrfPayloads(): Payload[] {
  return [
    ...spelled(),
    ...ofGroup(
      'IPv6',
      words(BLOCKED_V6).map((address) => `http://[${address}]/`),
    ),
    ...embedded(),
    ...ofGroup('other schemes', words(SCHEMES)),
    ...ofGroup('not URLs', ['', ' ', ...words(NOT_URLS)]),
    ...ofGroup('white space, control characters, backslashes', AMBIGUOUS),
    ...ofGroup('credentials', words(CREDENTIALS)),
    ...ofGroup(
      'ports',
      // A name that the test says nothing about: for a port that is not allowed, nobody is even asked.
      words(PORTS).map(
        (port) => `${Number(port) % 2 ? 'http://public.test' : 'https://unasked.test'}:${port}/a`,
      ),
    ),
    ...names(),
    ...manyAnswers(),
    ...rebinding(),
    ...redirects(),
    ...chains(),
  ];
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function ofGroup(group: string, urls: readonly string[]): Payload[] {
  return urls.map((url) => ({ group, url }));
}

function spelled(): Payload[] {
  return Object.entries(V4_SPELLINGS).flatMap(([spelling, spell], index) =>
    words(BLOCKED_V4).map((address) => ({
      group: `IPv4, ${spelling}`,
      url: `${index % 2 ? 'https' : 'http'}://${spell(octetsOf(address))}/`,
    })),
  );
}

function embedded(): Payload[] {
  return Object.entries(EMBEDDINGS).flatMap(([embedding, embed]) =>
    // A public address in a disguise is refused as well: nobody needs one, and translators differ.
    [...INSIDE, PUBLIC_V4].map((address) => ({
      group: `IPv4 in IPv6, ${embedding}`,
      url: `http://[${embed(octetsOf(address))}]/`,
    })),
  );
}

function names(): Payload[] {
  const known = Object.entries(INSIDE_NAMES).flatMap(([name, address]) => {
    const answers = { [name]: [[address]] };
    return [`http://${name}/`, `https://${name.toUpperCase()}./`].map((url) => ({
      group: 'names',
      url,
      answers,
    }));
  });
  const wildcard = INSIDE.flatMap((address) =>
    [`${address}.nip.test`, `x.${address.replaceAll('.', '-')}.sslip.test`].map((name) => ({
      group: 'names that spell their address',
      url: `http://${name}/`,
      answers: { [name]: [[address]] },
    })),
  );
  return [...known, ...wildcard];
}

/** One bad address among good ones is enough, wherever it stands. */
function manyAnswers(): Payload[] {
  return [...INSIDE, '::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'].flatMap((bad, index) =>
    [
      [PUBLIC_V4, bad],
      [bad, PUBLIC_V4],
      [PUBLIC_V6, PUBLIC_V4, bad],
    ].map((answer, place) => {
      const name = `many-${index}-${place}.test`;
      return { group: 'several addresses', url: `https://${name}/`, answers: { [name]: [answer] } };
    }),
  );
}

/** Public when it is checked, private when somebody looks again. */
function rebinding(): Payload[] {
  return [...INSIDE, '::1', 'fd00:ec2::254'].flatMap((bad, index) => {
    const name = `rebinding-${index}.test`;
    const answers = { [name]: [[PUBLIC_V4], [bad]] };
    const group = 'rebinding';
    return [
      { group, url: `http://${name}/once`, answers, mayFinish: true },
      { group, url: `http://${name}/again`, answers, hops: [{ status: 302, location: '/next' }] },
      {
        group,
        url: `http://${name}/full`,
        answers,
        hops: [{ status: 307, location: `http://${name}/next` }],
      },
    ];
  });
}

function redirects(): Payload[] {
  const group = 'redirects';
  const all = STATUSES.flatMap((status) =>
    words(LOCATIONS).map((location, index) => ({
      group,
      url: `http://public.test/${status}/${index}`,
      answers: insideTest,
      hops: [{ status, location }],
    })),
  );
  const downgrades = STATUSES.map((status) => ({
    group: 'redirects from https to http',
    url: `https://public.test/${status}/down`,
    hops: [{ status, location: 'http://public.test/' }],
  }));
  return [...all, ...downgrades];
}

/** Polite redirects first. The last of them is one too many, or leads inside. */
function chains(): Payload[] {
  const polite = ['/a', '//other.test/b', 'http://public.test/c'].map((location) => ({
    status: 302,
    location,
  }));
  const inside = INSIDE.flatMap((address, index) =>
    [1, 2, 3].map((length) => ({
      group: 'chains of redirects',
      url: `http://public.test/chain/${index}/${length}`,
      hops: [...polite.slice(0, length - 1), { status: 302, location: `http://${address}/` }],
    })),
  );
  const endless = {
    group: 'chains of redirects',
    url: 'http://public.test/endless',
    hops: [...polite, ...polite],
  };
  return [...inside, endless];
}
