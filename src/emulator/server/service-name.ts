import type { EmulatorRequest } from '../exchange.ts';
import { parameters } from './query-parameters.ts';

/** The services that the emulator stands in for. */
export type ServiceName = 'rolesanywhere' | 'iam' | 'sts';

const versions: Readonly<Record<string, ServiceName>> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
};

/** The service that a request is for; a text that is none of ours where it was signed for another. */
export function serviceOf(request: EmulatorRequest): string {
  const scope = credentialScope(request);
  if (scope !== undefined) return scope.service;
  return versions[parameters(request).get('Version') ?? ''] ?? 'rolesanywhere';
}

export function isServiceName(text: string): text is ServiceName {
  return text === 'rolesanywhere' || text === 'iam' || text === 'sts';
}

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const credential = /^AWS4-HMAC-SHA256\s+.*?Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\//;

/** What a SigV4 `Authorization` header claims, unverified. */
export function credentialScope(request: EmulatorRequest): CredentialScope | undefined {
  const match = credential.exec(request.headers['authorization'] ?? '');
  if (match === null) return undefined;
  const [, accessKeyId = '', region = '', service = ''] = match;
  return { accessKeyId, region, service };
}
