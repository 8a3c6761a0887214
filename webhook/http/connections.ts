import type { Server, Socket } from 'node:net';

/** The open connections of a server, those in the middle of a TLS handshake included. */
export class Connections {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /**
   * Stops listening, and resolves when every connection is gone: idle ones at once, others when
   * their answer is sent, all that are left after the grace period.
   */
  close(graceMilliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const grace = setTimeout(() => {
        for (const socket of this.#sockets) socket.destroy();
      }, graceMilliseconds);
      // An http.Server closes its idle connections here.
      this.#server.close(() => {
        clearTimeout(grace);
        resolve();
      });
    });
  }
}
