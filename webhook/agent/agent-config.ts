import { join } from 'node:path';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { isRegion } from '../../src/core/region.ts';
import type { SessionInput } from '../../src/core/session/create-session-request.ts';
import type { CertificatePaths } from './session/certificate-files.ts';
import { readSessionInput } from './session/read-session-input.ts';
import { flag, SettingsReader, wholeNumber } from './settings-reader.ts';

/** What the agent is told by its environment. */
export interface AgentConfig {
  readonly session: SessionInput;
  readonly certificate: CertificatePaths;
  /** The token that clients of the container endpoint must send. */
  readonly tokenFile: string;
  /** On 127.0.0.1. */
  readonly credentialsPort: number;
  /** On every address. */
  readonly healthPort: number;
  /** The region that instance metadata names: the app's. */
  readonly region: string;
  /** Start-up counts as done only with a credential. */
  readonly requireCredentials: boolean;
}

/**
 * Reads the configuration.
 * @throws {IamraError} IAMRA405 with one sentence for each variable that is wrong
 */
export function parseAgentConfig(env: NodeJS.ProcessEnv): AgentConfig {
  const reader = new SettingsReader(env);
  const session = readSessionInput(reader, {
    trustAnchorArn: 'IAMRA_TRUST_ANCHOR_ARN',
    profileArn: 'IAMRA_PROFILE_ARN',
    roleArn: 'IAMRA_ROLE_ARN',
    durationSeconds: 'IAMRA_SESSION_DURATION',
    sessionName: 'IAMRA_SESSION_NAME',
    endpoint: 'IAMRA_ENDPOINT_URL',
  });
  const config = {
    session,
    certificate: secretIn(reader.required('IAMRA_CERTIFICATE_DIRECTORY')),
    tokenFile: reader.required('IAMRA_TOKEN_FILE'),
    credentialsPort: reader.read('IAMRA_CREDENTIALS_PORT', port, 9911),
    healthPort: reader.read('IAMRA_HEALTH_PORT', port, 9912),
    region: reader.read('IAMRA_REGION', regionName, session.region),
    requireCredentials: reader.read('IAMRA_REQUIRE_CREDENTIALS', flag, false),
  };
  if (config.credentialsPort !== 0 && config.credentialsPort === config.healthPort) {
    reader.report('IAMRA_HEALTH_PORT must differ from IAMRA_CREDENTIALS_PORT');
  }
  if (reader.problems.length > 0) throw new IamraError('IAMRA405', reader.sentences());
  return config;
}

/** Where a mounted `kubernetes.io/tls` Secret has its files. */
function secretIn(directory: string): CertificatePaths {
  return { certificate: join(directory, 'tls.crt'), privateKey: join(directory, 'tls.key') };
}

const port = wholeNumber(0, 65_535, 'a port');

const regionName = {
  allowed: 'an AWS region',
  read: (text: string) => (isRegion(text) ? text : undefined),
};
