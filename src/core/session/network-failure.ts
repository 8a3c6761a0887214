import { IamraError } from '../errors/iamra-error.ts';

const untrusted =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/;

const reasons: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ERR_PROXY_TUNNEL: 'the proxy did not let the connection through',
};

/** What a failed connection to Roles Anywhere means, from the error code of Node.js. */
export function networkFailure(host: string, code: string): IamraError {
  if (untrusted.test(code)) {
    const sentence = `The TLS certificate of ${host} is not trusted: ${code}.`;
    return new IamraError('IAMRA420', sentence);
  }
  if (code === 'ENOTFOUND') return unknownHost(host);
  const reason = reasons[code] ?? (code === '' ? 'the request failed' : code);
  return new IamraError('IAMRA419', `Roles Anywhere at ${host} could not be reached: ${reason}.`);
}

// A region that doesn't exist, or has no Roles Anywhere, has no such name either.
function unknownHost(host: string): IamraError {
  const sentence = `Roles Anywhere at ${host} could not be reached: its name does not resolve.`;
  const name = host.replace(/:\d+$/, '');
  return new IamraError('IAMRA419', sentence, {
    fix: `check the region in the ARN of the trust anchor, and name resolution: nslookup ${name}`,
  });
}
