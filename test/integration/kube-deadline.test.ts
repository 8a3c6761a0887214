import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { Transport } from '../../webhook/kube/transport.ts';

it('a call that is sent again over a fresh connection has no more time than the first', async () => {
  let calls = 0;
  const begun = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    calls += 1;
    if (calls === 1) response.end('{}');
    if (calls === 2) {
      begun.resolve(undefined);
      // As a load balancer does that gives up on the API server behind it.
      setTimeout(() => request.socket.resetAndDestroy(), 300);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const transport = new Transport({ server: new URL(`http://127.0.0.1:${port}`) });
  onTestFinished(() => {
    transport.close();
    server.closeAllConnections();
    server.close();
  });
  const get = (timeoutMilliseconds: number): Promise<unknown> =>
    transport.json({ method: 'GET', path: '/', timeoutMilliseconds });
  await get(5000);
  const ended: string[] = [];
  const late = get(500).catch(() => ended.push('the call'));
  await begun.promise;
  const later = get(700).catch(() => ended.push('one with more time'));
  await Promise.all([late, later]);
  expect(ended).toEqual(['the call', 'one with more time']);
  expect(calls).toBeGreaterThanOrEqual(3);
});
