/**
 * Nobody reaches what belongs to another account, or to the other environment of the same one. Goes through every
 * described route and query parameter, so that a new one is tried, or fails here until this knows what it takes.
 */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { ROUTES } from '../src/http/routes.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { nativeApi } from './support/native-api.ts';
import { maySee, tenants, THINGS, type Tenant, type ThingParameter } from './support/tenants.ts';
import { upload } from './support/upload.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

interface Door {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly takesBody: boolean;
  readonly query: readonly string[];
  readonly answersJson: boolean;
}

const DOORS: readonly Door[] = ROUTES.filter((route) => (route.security ?? []).length > 0).map((route) => ({
  operation: route.operationId ?? '',
  method: route.method.toUpperCase(),
  path: route.path,
  takesBody: route.request?.body !== undefined,
  query: route.request?.query instanceof z.ZodObject ? Object.keys(route.request.query.shape) : [],
  answersJson: 'application/json' in contentOf(route.responses[200]),
}));

function contentOf(response: unknown): object {
  return z.object({ content: z.record(z.string(), z.unknown()) }).safeParse(response).data?.content ?? {};
}

/** The same for everybody. */
const PUBLIC_PARAMETERS: ReadonlySet<string> = new Set(['model_id']);

interface OwnedDoor extends Door {
  readonly parameter: ThingParameter;
}

const OWNED_DOORS: readonly OwnedDoor[] = DOORS.flatMap((door) => {
  const parameters = [...door.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const owned = parameters.filter((name) => !PUBLIC_PARAMETERS.has(name));
  if (owned.length === 0) return [];
  const [parameter = '', ...more] = owned;
  if (!isThing(parameter) || more.length > 0)
    throw new Error(`say in THINGS how to make what ${door.path} stands for, and whose it is`);
  return [{ ...door, parameter }];
});

function isThing(parameter: string): parameter is ThingParameter {
  return Object.hasOwn(THINGS, parameter);
}

/** What each route takes, so that nothing but whose it is can be the reason of a refusal. */
const BODIES: Readonly<Record<string, unknown>> = { changeKey: { name: 'stolen' }, rotateKey: {} };

/** Whatever is looked at without an id; narrowed down to show as much as there is. */
const LOOKS: readonly string[] = DOORS.filter(
  ({ method, path, answersJson }) => method === 'GET' && !path.includes('{') && answersJson,
).map(({ path }) => (path === '/v1/usage' ? `${path}?group_by=day,model,key,engine` : path));

async function call(api: Api, door: Door, id: string, key: string) {
  if (door.takesBody && !Object.hasOwn(BODIES, door.operation))
    throw new Error(`say in BODIES what ${door.operation} takes`);
  const path = door.path.replace(/\{\w+\}/, id);
  const response = await api.send(door.method, path, BODIES[door.operation], { key });
  const { detail, code, field } = ErrorBody.partial().parse(await response.json());
  return { status: response.status, detail, code, field };
}

async function textOf(api: Api, path: string, key: string): Promise<string> {
  const response = await api.send('GET', path, undefined, { key });
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.text();
}

/** All that a key is shown. When a key was last used is written when there is time, and says nothing here. */
async function seenBy(api: Api, { key }: Tenant): Promise<string> {
  const texts: string[] = [];
  for (const path of LOOKS) texts.push(`${path} ${await textOf(api, path, key)}`);
  return texts.join('\n').replaceAll(/"last_used_at":("[^"]*"|null)/g, '');
}

const idsOf = ({ ids }: Tenant): readonly (readonly [ThingParameter, string])[] =>
  Object.keys(ids)
    .filter(isThing)
    .flatMap((parameter) => ids[parameter].map((id) => [parameter, id] as const));

/** An id as it is written without what it begins with. */
const bare = (id: string): string => id.replace('file_', '');

test("every id in an address that is not the caller's is answered like one that nothing has, and nothing changes", async () => {
  const { api, owner, ownerInTest, stranger } = await tenants();
  const before = await seenBy(api, owner);
  expect(OWNED_DOORS.length).toBeGreaterThanOrEqual(14);
  let tried = 0;
  for (const door of OWNED_DOORS)
    for (const caller of [stranger, ownerInTest])
      for (const id of owner.ids[door.parameter]) {
        if (maySee(caller, owner, door.parameter)) continue;
        const asked = { door: `${door.method} ${door.path}`, caller: caller.name };
        const nobodys = await call(api, door, THINGS[door.parameter].nobodys, caller.key);
        expect({ ...asked, status: nobodys.status }).toEqual({ ...asked, status: 404 });
        expect({ ...asked, ...(await call(api, door, id, caller.key)) }).toEqual({ ...asked, ...nobodys });
        tried += 1;
      }
  expect(tried).toBeGreaterThanOrEqual(50);
  expect(await seenBy(api, owner)).toBe(before);
});

test('whose it is reaches it by each of these addresses', async () => {
  const { api, owner } = await tenants();
  // What is deleted last was there for all others.
  const doors = OWNED_DOORS.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
  for (const door of doors)
    for (const id of owner.ids[door.parameter]) {
      const path = door.path.replace(/\{\w+\}/, id);
      const response = await api.send(door.method, path, BODIES[door.operation], { key: owner.key });
      await response.body?.cancel();
      const asked = { door: `${door.method} ${door.path}` };
      const isReached = response.ok || response.status === 409;
      expect({ ...asked, status: response.status, isReached }).toMatchObject({ isReached: true });
    }
});

test('an id that is none is the same 404 as one that nothing has, never an error', async () => {
  const { api, owner } = await tenants();
  for (const door of OWNED_DOORS) {
    const { nobodys } = THINGS[door.parameter];
    const expected = await call(api, door, nobodys, owner.key);
    const [own = ''] = owner.ids[door.parameter];
    for (const id of [
      'nonsense',
      'file_',
      '%00',
      '%ff%fe',
      '%zz',
      '..%2f..%2fetc%2fpasswd',
      `${own}0`,
      own.slice(1),
      bare(own).replaceAll('-', ''),
      `%7B${own}%7D`,
      `${own}%00`,
      encodeURIComponent(`${own}' or 1=1 --`),
      'x'.repeat(5_000),
    ]) {
      const asked = { door: `${door.method} ${door.path}`, id: id.slice(0, 60) };
      expect({ ...asked, ...(await call(api, door, id, owner.key)) }).toEqual({ ...asked, ...expected });
    }
  }
});

test("lists and sums show what is the caller's, and nothing of any other", async () => {
  const { api, ...all } = await tenants();
  for (const viewer of Object.values(all)) {
    const seen = await seenBy(api, viewer);
    for (const owner of Object.values(all))
      for (const [parameter, id] of idsOf(owner)) {
        const asked = { viewer: viewer.name, owner: owner.name, parameter };
        const expected = maySee(viewer, owner, parameter);
        expect({ ...asked, isShown: seen.includes(bare(id)) }).toEqual({ ...asked, isShown: expected });
      }
  }
});

test('the cursor of one list leads nobody into it but who may see it', async () => {
  const { api, owner, ...others } = await tenants();
  const lists = DOORS.filter(({ query }) => query.includes('cursor'));
  expect(lists.length).toBeGreaterThanOrEqual(4);
  for (const { path } of lists) {
    const { next_cursor: cursor } = z
      .object({ next_cursor: z.string() })
      .parse(JSON.parse(await textOf(api, `${path}?limit=1`, owner.key)));
    for (const viewer of Object.values(others)) {
      const seen = await textOf(api, `${path}?cursor=${cursor}`, viewer.key);
      for (const [parameter, id] of idsOf(owner))
        if (!maySee(viewer, owner, parameter))
          expect({ path, viewer: viewer.name, isShown: seen.includes(bare(id)) }).toMatchObject({
            isShown: false,
          });
    }
  }
});

/** Query parameters that hold an id of something, with the test that tries them with another's. */
const ID_PARAMETERS: readonly string[] = [
  // Here.
  'listDeliveries generation_id',
  // A number of an event of the generation in the address.
  'watchGeneration last_event_id',
  // listen.test.ts: hears only of its own account and environment.
  'listenToWebhooks last_event_id',
];

test("a filter by the id of something finds nothing where that is not the caller's", async () => {
  const named = DOORS.flatMap(({ operation, query }) => query.map((name) => `${operation} ${name}`));
  expect(named.filter((name) => /_id$|_ids$/.test(name)).sort()).toEqual([...ID_PARAMETERS].sort());
  const { api, owner, ownerInTest, stranger } = await tenants();
  const callback_url = 'https://a.example/hook';
  const { body } = await api.accepted({ prompt: 'a hare', callback_url }, { key: owner.key });
  await api.send('POST', `/v1/kling/generations/${body.generation_id}/cancel`, undefined, owner);
  const path = `/v1/webhooks/deliveries?generation_id=${body.generation_id}`;
  expect(JSON.parse(await textOf(api, path, owner.key))).toMatchObject({ data: [{ url: callback_url }] });
  for (const { key } of [ownerInTest, stranger])
    expect(JSON.parse(await textOf(api, path, key))).toEqual({ data: [], next_cursor: null });
});

const WORDS = { prompt: 'wind' };
const O1 = { ...WORDS, model: 'kling_o1', duration: '5', aspect_ratio: '16:9' };
const MOTION = { model: 'kling_3_motion' };

/** Every field that may name an uploaded file, with the rest of a request; `picture` and `video` are the caller's own. */
const FILE_FIELDS: Readonly<
  Record<string, (own: { readonly picture: string; readonly video: string }) => object>
> = {
  image_url: () => WORDS,
  reference_video: ({ picture }) => ({ ...MOTION, reference_image_url: picture }),
  reference_video_url: ({ picture }) => ({ ...MOTION, reference_image_url: picture }),
  reference_image: ({ video }) => ({ ...MOTION, reference_video_url: video }),
  reference_image_url: ({ video }) => ({ ...MOTION, reference_video_url: video }),
  images_url: () => O1,
  images_urls: () => O1,
};
/** Where we call, not what we read. */
const ADDRESS_FIELDS: ReadonlySet<string> = new Set(['url', 'callback_url']);

const fileFieldsOf = (schema: unknown): readonly string[] => {
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(fileFieldsOf))];
  if (!(schema instanceof z.ZodObject)) return [];
  const fields = Object.keys(schema.shape).filter((name) => /_urls?$|^url$|^reference_[a-z]+$/.test(name));
  return fields.filter((name) => !ADDRESS_FIELDS.has(name));
};

test('a request that names a file of another account is refused like one that names none, and makes nothing', async () => {
  const { api, owner, ownerInTest, stranger } = await tenants();
  const own = async (as: Tenant) => ({
    picture: (await upload({ ...api, key: as.key }, fakePicture())).url,
    video: (await upload({ ...api, key: as.key }, fakeVideo())).url,
  });
  const [theirs, mine] = [await own(owner), await own(stranger)];
  const before = await seenBy(api, stranger);
  let tried = 0;
  for (const route of ROUTES) {
    const schema = z
      .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
      .safeParse(route.request?.body).data?.content['application/json'].schema;
    for (const field of fileFieldsOf(schema)) {
      const rest = FILE_FIELDS[field];
      if (!rest) throw new Error(`say in FILE_FIELDS what goes with ${field} of ${route.path}`);
      const file = field.startsWith('reference_video') ? theirs.video : theirs.picture;
      const isOfO3 = route.path.includes('/o3-');
      const ask = async (url: string) => {
        const body = { ...rest(mine), ...(isOfO3 ? { model: 'kling_o3' } : {}), [field]: url };
        const answer = await api.send('POST', route.path, body, { key: stranger.key });
        const { detail, code } = ErrorBody.partial().parse(await answer.json());
        return { path: route.path, field, status: answer.status, code, detail: detail?.replace(url, 'URL') };
      };
      const nobodys = await ask(`reelay://${THINGS.file_id.nobodys}`);
      expect(nobodys).toMatchObject({ status: 422, detail: expect.stringContaining('no file of this') });
      expect(await ask(file)).toEqual({ ...nobodys, detail: nobodys.detail });
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThanOrEqual(16);
  expect(await seenBy(api, stranger)).toBe(before);
  // A file is the account's: the other environment may use it.
  await api.accepted({ ...WORDS, image_url: theirs.picture }, { key: ownerInTest.key });
});

test('a link to media needs its signature and nothing else: no key opens what has none', async () => {
  const api = await nativeApi();
  api.work();
  const { body } = await api.accepted({ prompt: 'a cat', image_base64: fakePicture().toString('base64') });
  const url = new URL((await api.ended(body.generation_id)).video_url ?? '');
  expect((await api.app.request(url.href)).status).toBe(200);
  const signature = Buffer.from(url.searchParams.get('signature') ?? '', 'base64url');
  expect(signature.length).toBeGreaterThanOrEqual(16);
  const stranger = await api.keyOf('test', '10');
  const assets = await api.database.db.selectFrom('assets').select(['id', 'kind']).execute();
  expect(assets.map(({ kind }) => kind).sort()).toEqual(['input', 'video']);
  for (const { id } of assets)
    for (const query of ['', `?expires=${url.searchParams.get('expires')}`, `?signature=${'A'.repeat(43)}`])
      for (const key of [api.key, stranger])
        for (const method of ['GET', 'HEAD'])
          expect(
            (
              await api.app.request(`/media/${id}.mp4${query}`, {
                method,
                headers: { authorization: `Bearer ${key}` },
              })
            ).status,
          ).toBe(403);
});
