import { IamraError } from '../errors/iamra-error.ts';

/** Temporary credentials of a session. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly assumedRoleArn: string;
}

/**
 * Reads the answer to CreateSession.
 * @throws {IamraError} IAMRA404 where it is not what AWS documents
 */
export function parseCreateSessionResponse(body: string): SessionCredentials {
  const set = asRecord(firstOf(asRecord(parseJson(body))['credentialSet']));
  const credentials = asRecord(set['credentials']);
  const expiration = new Date(text(credentials, 'expiration'));
  if (Number.isNaN(expiration.getTime())) throw unexpected('expiration is not a date');
  return {
    accessKeyId: text(credentials, 'accessKeyId'),
    secretAccessKey: text(credentials, 'secretAccessKey'),
    sessionToken: text(credentials, 'sessionToken'),
    expiration,
    assumedRoleArn: text(asRecord(set['assumedRoleUser']), 'arn'),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unexpected('it is not JSON');
  }
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(record: Record<string, unknown>, key: string): string {
  const value = record[key];
  if (typeof value !== 'string' || value === '') throw unexpected(`${key} is missing`);
  return value;
}

function unexpected(what: string): IamraError {
  return new IamraError('IAMRA404', `The answer to CreateSession cannot be used: ${what}.`);
}
