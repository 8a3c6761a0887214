import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimit {
  /** How many may be open. */
  readonly connections: number;
  /** How many requests one may send before the first was answered; API servers send no second. */
  readonly pipelined: number;
}

interface OpenConnection {
  readonly key: string;
  readonly socket: Socket;
  requests: number;
}

/**
 * Bounds what strangers can open. Where there are too many connections, the one goes that was unused for
 * longest, in the middle of its handshake or idle: the API server, which uses its own, gets through.
 */
export function limitConnections(
  server: Server,
  { connections, pipelined }: ConnectionLimit,
): void {
  const open = new Map<string, OpenConnection>();
  /** In the order of their last use. */
  const unused = new Map<string, OpenConnection>();

  /** By what TLS makes of them, once they were asked for. */
  const bySocket = new WeakMap<Socket, OpenConnection>();

  function connectionOf(socket: Socket): OpenConnection | undefined {
    const known = bySocket.get(socket) ?? open.get(peerOf(socket));
    if (known !== undefined) bySocket.set(socket, known);
    return known;
  }

  function forget(key: string, connection: OpenConnection): void {
    if (open.get(key) === connection) open.delete(key);
    if (unused.get(key) === connection) unused.delete(key);
  }

  server.on('connection', (socket: Socket) => {
    const key = peerOf(socket);
    const connection = { key, socket, requests: 0 };
    open.set(key, connection);
    unused.set(key, connection);
    socket.once('close', () => {
      forget(key, connection);
    });
    if (open.size <= connections) return;
    for (const [oldest, { socket: unusedSocket }] of unused) {
      open.delete(oldest);
      unused.delete(oldest);
      unusedSocket.destroy();
      return;
    }
  });

  server.prependListener('request', (request, response) => {
    const connection = connectionOf(request.socket);
    if (connection === undefined) return;
    const { key } = connection;
    unused.delete(key);
    connection.requests += 1;
    if (connection.requests > pipelined) connection.socket.destroy();
    response.once('close', () => {
      connection.requests -= 1;
      if (connection.requests === 0 && open.get(key) === connection) unused.set(key, connection);
    });
  });
}

/** The same for a connection and for what TLS makes of it. */
function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
