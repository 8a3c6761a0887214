import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { OpenConnections } from '../../../../webhook/server/http/open-connections.ts';

function requestOn(socket: Socket): ServerResponse {
  return new ServerResponse(new IncomingMessage(socket));
}

it('counts requests that were sent one upon the other', () => {
  const socket = new Socket();
  const open = new OpenConnections();
  open.add(socket);

  const counts = [1, 2, 3].map(() => open.countRequest(requestOn(socket)));

  expect(counts).toEqual([1, 2, 3]);
});

it('counts anew once an answer is given away, which a busy process may not have seen go', () => {
  const socket = new Socket();
  const open = new OpenConnections();
  open.add(socket);

  const counts = [1, 2, 3].map(() => {
    const response = requestOn(socket);
    const count = open.countRequest(response);
    response.end();
    expect(response.closed).toBe(false);
    return count;
  });

  expect(counts).toEqual([1, 1, 1]);
});
