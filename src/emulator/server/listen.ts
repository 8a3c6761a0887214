import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { ServerCertificate } from './server-certificate.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: ServerCertificate | undefined;
  readonly onRequest: RequestListener;
}

/** A server that listens, and its port. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens for HTTP, or with a certificate for HTTPS.
 * @throws {IamraError} IAMRA906 where the address is in use, IAMRA901 where it cannot be listened on
 */
export async function listen({ host, port, tls, onRequest }: ListenOptions): Promise<Listening> {
  const server =
    tls === undefined ? createHttpServer(onRequest) : createHttpsServer(tls, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, host, port));
    });
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): IamraError {
  const address = `${host}:${port}`;
  if (error.code === 'EADDRINUSE') {
    return new IamraError('IAMRA906', `The address ${address} is in use.`, { cause: error });
  }
  return new IamraError('IAMRA901', `Cannot listen on ${address}: ${errorMessage(error)}.`, {
    fix: 'choose an address of this machine with --host, and a port that you may use with --port',
    cause: error,
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
