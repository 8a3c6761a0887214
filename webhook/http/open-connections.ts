import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface OpenConnection {
  readonly peer: string;
  readonly socket: Socket;
  /** To the last request; undefined before the first. */
  response: ServerResponse | undefined;
  /** How many are not answered to the end. */
  requests: number;
  /** Of opening it and of sending requests: the lower, the longer ago. */
  turn: number;
}

/** The connections of a server, and what each is doing. */
export class OpenConnections {
  readonly #byPeer = new Map<string, OpenConnection>();
  /** By what TLS makes of them, once they were asked for. */
  readonly #bySocket = new WeakMap<Socket, OpenConnection>();
  #turns = 0;

  get size(): number {
    return this.#byPeer.size;
  }

  add(socket: Socket): void {
    const peer = peerOf(socket);
    const turn = this.#nextTurn();
    const connection = { peer, socket, response: undefined, requests: 0, turn };
    this.#byPeer.set(peer, connection);
    socket.once('close', () => {
      if (this.#byPeer.get(peer) === connection) this.#byPeer.delete(peer);
    });
  }

  /** Notes a request; gives how many of its connection are under way. */
  countRequest(response: ServerResponse): number {
    const connection = this.#of(response.req.socket);
    if (connection === undefined) return 0;
    connection.requests += 1;
    response.once('close', () => {
      connection.requests -= 1;
    });
    connection.response = response;
    connection.turn = this.#nextTurn();
    return connection.requests;
  }

  /** Closes the one that waits for its other end for longest; none where all are at work. */
  closeLongestWaiting(): void {
    const longest = this.#longestWaiting();
    if (longest === undefined) return;
    this.#byPeer.delete(longest.peer);
    longest.socket.destroy();
  }

  #longestWaiting(): OpenConnection | undefined {
    let longest: OpenConnection | undefined;
    for (const connection of this.#byPeer.values()) {
      const isLonger = longest === undefined || connection.turn < longest.turn;
      if (isLonger && !isAtWork(connection)) longest = connection;
    }
    return longest;
  }

  #of(socket: Socket): OpenConnection | undefined {
    const known = this.#bySocket.get(socket) ?? this.#byPeer.get(peerOf(socket));
    if (known !== undefined) this.#bySocket.set(socket, known);
    return known;
  }

  #nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }
}

/** Whether a request is there in full, and its answer is not given away. */
function isAtWork({ response }: OpenConnection): boolean {
  if (response === undefined || response.writableEnded || response.closed) return false;
  return response.req.complete;
}

/** The same for a connection and for what TLS makes of it. */
function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
