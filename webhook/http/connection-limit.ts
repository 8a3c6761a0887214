import type { Server } from 'node:http';
import { OpenConnections } from './open-connections.ts';

export interface ConnectionLimit {
  /** How many may be open. */
  readonly connections: number;
  /** How many requests one may send before all were answered; API servers send no second. */
  readonly pipelined: number;
}

/**
 * Bounds what strangers can open. Where there are too many connections, the one goes that waits for its
 * other end for longest, be it idle, in the middle of its handshake or of a body: the API server, which
 * uses its own, gets through.
 */
export function limitConnections(
  server: Server,
  { connections, pipelined }: ConnectionLimit,
): void {
  const open = new OpenConnections();
  server.on('connection', (socket) => {
    open.add(socket);
    if (open.size > connections) open.closeLongestWaiting();
  });
  server.prependListener('request', (_request, response) => {
    if (open.countRequest(response) > pipelined) response.req.socket.destroy();
  });
}
