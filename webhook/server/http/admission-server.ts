import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { limitConnections } from '../../http/connection-limit.ts';

const minVersion = 'TLSv1.2';

/**
 * Go's client, the API server's, keeps an idle connection for 90 s. It must be the one that closes:
 * a request that meets our FIN fails. That holds for connections that it opened and never used too,
 * which end by headersTimeout, not by keepAliveTimeout.
 */
const timeouts = {
  keepAliveTimeout: 120_000,
  headersTimeout: 125_000,
  requestTimeout: 130_000,
  handshakeTimeout: 10_000,
} as const;

/** Three API servers may have 200 writes under way each, 600 in all; as many idle ones cost 40 MB. */
const limit = { connections: 600, pipelined: 8 };

/** An HTTPS server that takes no connection before it has a certificate. */
export function createAdmissionServer(
  listener: RequestListener,
  mostConnections = limit.connections,
): Server {
  const server = createServer({ minVersion, ...timeouts }, listener);
  limitConnections(server, { ...limit, connections: mostConnections });
  return server;
}

/** Shows this certificate to whoever connects from now on. */
export function showCertificate(
  server: Server,
  { cert, key }: { readonly cert: string; readonly key: string },
): void {
  server.setSecureContext({ cert, key, minVersion });
}
