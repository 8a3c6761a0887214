import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';

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

const mostConnections = 2000;

/** An HTTPS server that takes no connection before it has a certificate. */
export function createAdmissionServer(listener: RequestListener): Server {
  const server = createServer({ minVersion, ...timeouts }, listener);
  server.maxConnections = mostConnections;
  return server;
}

/** Shows this certificate to whoever connects from now on. */
export function showCertificate(
  server: Server,
  { cert, key }: { readonly cert: string; readonly key: string },
): void {
  server.setSecureContext({ cert, key, minVersion });
}
