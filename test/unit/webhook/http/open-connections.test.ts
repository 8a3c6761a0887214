import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { OpenConnections } from '../../../../webhook/http/open-connections.ts';

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

it('counts one more at most where each request comes before Node has seen the last answer go', () => {
  const socket = new Socket();
  const open = new OpenConnections();
  open.add(socket);
  let last: ServerResponse | undefined;

  const counts = [1, 2, 3, 4].map(() => {
    const response = requestOn(socket);
    const count = open.countRequest(response);
    last?.emit('close');
    last = response;
    return count;
  });

  expect(counts).toEqual([1, 2, 2, 2]);
});
