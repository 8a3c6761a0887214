import type { AddressInfo, Server } from 'node:net';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';

export interface ListenAddress {
  /** Absent: all addresses, IPv6 and IPv4. */
  readonly host: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  /** Where the port comes from, for the error. */
  readonly setting: string;
}

/**
 * Listens and gives the port.
 * @throws {IamraError} IAMRA906 where the address is in use, IAMRA920 where it cannot be listened on
 */
export async function listen(server: Server, address: ListenAddress): Promise<number> {
  const { host, port } = address;
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      reject(listenError(error, address));
    };
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.removeListener('error', onError);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function listenError(cause: NodeJS.ErrnoException, address: ListenAddress): IamraError {
  const { host = '::', port, setting } = address;
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (cause.code === 'EADDRINUSE') {
    return new IamraError('IAMRA906', `The address ${place} is in use.`, {
      fix: `choose another port with ${setting}`,
      cause,
    });
  }
  return new IamraError('IAMRA920', `Cannot listen on ${place}: ${errorMessage(cause)}.`, {
    fix: `choose an address with IAMRA_LISTEN_ADDRESS and a port with ${setting}`,
    cause,
  });
}
