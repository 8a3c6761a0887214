import { connect, type DetailedPeerCertificate } from 'node:tls';

export interface ServerToAsk {
  readonly address: string;
  readonly port: number;
  /** Asked for by SNI. */
  readonly serverName: string;
  readonly seconds: number;
}

/** The certificates that a TLS server shows, PEM, leaf first; whether they are trusted is not asked. */
export function readServedChain(server: ServerToAsk): Promise<string> {
  const { address, port, serverName, seconds } = server;
  return new Promise((resolve, reject) => {
    const options = { host: address, port, servername: serverName, rejectUnauthorized: false };
    const socket = connect(options, () => {
      resolve(pemChain(socket.getPeerCertificate(true)));
      socket.destroy();
    });
    const stop = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(seconds * 1000, () => {
      stop(new Error(`no answer from ${address}:${port} within ${seconds} s`));
    });
    socket.on('error', stop);
  });
}

function pemChain(leaf: DetailedPeerCertificate): string {
  const chain = new Map<string, Buffer>();
  let current = leaf as DetailedPeerCertificate | undefined;
  // Node lets a self-signed certificate be its own issuer, and ends other chains with none.
  while (current !== undefined && !chain.has(current.fingerprint256)) {
    chain.set(current.fingerprint256, current.raw);
    current = current.issuerCertificate;
  }
  return [...chain.values()].map(pem).join('');
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
