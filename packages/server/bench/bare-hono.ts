/** The least that a hono server can do: the limit that the benchmark compares with. */
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/read', (c) => c.json({ status: 'ok', id: '0192f0c1-0000-7000-8000-000000000000' }));
app.post('/submit', async (c) => c.json(await c.req.json(), 201));

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null)
    console.log(`ready at http://127.0.0.1:${address.port}`);
});
