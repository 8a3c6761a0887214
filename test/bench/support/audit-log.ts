import { readFile } from 'node:fs/promises';

/** A request as an API server audits it when it comes in. @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
export interface AuditedRequest {
  readonly verb: string;
  readonly requestURI: string;
  /** To the microsecond, in RFC 3339. */
  readonly requestReceivedTimestamp: string;
}

/** A span of time, in milliseconds since the epoch; its end is no part of it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A policy that notes each request of these users once, as it comes in, and no other. */
export function auditPolicy(users: readonly string[]): object {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
    rules: [{ level: 'Metadata', users }, { level: 'None' }],
  };
}

/** The requests of an audit log so far; its last line may be half written. */
export async function readAuditLog(file: string): Promise<AuditedRequest[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as AuditedRequest);
}

/** Those that came in then. */
export function requestsWithin(
  requests: readonly AuditedRequest[],
  { from, to }: TimeSpan,
): AuditedRequest[] {
  return requests.filter(({ requestReceivedTimestamp }) => {
    const moment = Date.parse(requestReceivedTimestamp);
    return moment >= from && moment < to;
  });
}
