import { type Arn, parseArn } from '../../src/core/arn.ts';
import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { isRegion } from '../../src/core/region.ts';
import type { SessionInput } from '../../src/core/session/create-session-request.ts';
import { sessionEndpoint } from '../../src/core/session/session-endpoint.ts';
import { isSessionName, sessionNameOf } from '../../src/core/session/session-name.ts';
import { EnvironmentReader, flag } from './environment-reader.ts';

/** What the agent is told by its environment. */
export interface AgentConfig {
  readonly session: SessionInput;
  /** Holds tls.crt (leaf, then intermediates) and tls.key. */
  readonly certificateDirectory: string;
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
  const reader = new EnvironmentReader(env);
  const session = readSession(reader);
  const config = {
    session,
    certificateDirectory: reader.required('IAMRA_CERTIFICATE_DIRECTORY'),
    tokenFile: reader.required('IAMRA_TOKEN_FILE'),
    credentialsPort: reader.read('IAMRA_CREDENTIALS_PORT', port, 9911),
    healthPort: reader.read('IAMRA_HEALTH_PORT', port, 9912),
    region: reader.read('IAMRA_REGION', regionName, session.region),
    requireCredentials: reader.read('IAMRA_REQUIRE_CREDENTIALS', flag, false),
  };
  if (config.credentialsPort !== 0 && config.credentialsPort === config.healthPort) {
    reader.report('IAMRA_HEALTH_PORT must differ from IAMRA_CREDENTIALS_PORT');
  }
  if (reader.problems.length > 0) throw invalid(reader.problems);
  return config;
}

const noArn = { partition: 'aws', region: '' };

function readSession(reader: EnvironmentReader): SessionInput {
  const arns = {
    trustAnchorArn: reader.required('IAMRA_TRUST_ANCHOR_ARN'),
    profileArn: reader.required('IAMRA_PROFILE_ARN'),
    roleArn: reader.required('IAMRA_ROLE_ARN'),
  };
  const anchor = reader.read('IAMRA_TRUST_ANCHOR_ARN', trustAnchorArn, noArn);
  const profile = reader.read('IAMRA_PROFILE_ARN', profileArn, anchor);
  reader.read('IAMRA_ROLE_ARN', roleArn, undefined);
  if (anchor !== noArn && profile.region !== anchor.region) {
    const { region } = profile;
    reader.report(
      `IAMRA_PROFILE_ARN is in ${region}, the trust anchor in ${anchor.region}: AWS wants both in one region`,
    );
  }
  const endpoint = sessionEndpoint(anchor.partition, anchor.region, {
    fips: reader.read('AWS_USE_FIPS_ENDPOINT', flag, false),
    dualStack: reader.read('AWS_USE_DUALSTACK_ENDPOINT', flag, false),
  });
  return {
    ...arns,
    endpoint: reader.read('IAMRA_ENDPOINT_URL', endpointUrl, endpoint),
    region: anchor.region,
    durationSeconds: reader.read('IAMRA_SESSION_DURATION', duration, undefined),
    sessionName: reader.read('IAMRA_SESSION_NAME', sessionName, undefined),
  };
}

function invalid(problems: readonly string[]): IamraError {
  return new IamraError('IAMRA405', problems.map((problem) => `${problem}.`).join(' '));
}

const trustAnchorArn = arnOf('rolesanywhere', /^trust-anchor\/./, 'the ARN of a trust anchor');
const profileArn = arnOf('rolesanywhere', /^profile\/./, 'the ARN of a Roles Anywhere profile');
const roleArn = arnOf('iam', /^role\/./, 'the ARN of an IAM role');

const port = {
  allowed: 'a port from 0 to 65535',
  read: (text: string) => integerWithin(text, 0, 65_535),
};

const duration = {
  allowed: 'a number of seconds from 900 to 43200',
  read: (text: string) => integerWithin(text, 900, 43_200),
};

const regionName = {
  allowed: 'an AWS region',
  read: (text: string) => (isRegion(text) ? text : undefined),
};

const sessionName = {
  allowed: 'of two characters at least',
  read: (text: string) => {
    const name = sessionNameOf(text);
    return isSessionName(name) ? name : undefined;
  },
};

const endpointUrl = {
  allowed: 'an http or https URL',
  read: (text: string) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
};

function integerWithin(text: string, lowest: number, highest: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return value >= lowest && value <= highest ? value : undefined;
}

function arnOf(
  service: string,
  resource: RegExp,
  allowed: string,
): { readonly allowed: string; readonly read: (text: string) => Arn | undefined } {
  return {
    allowed,
    read: (text) => {
      const arn = parseArn(text);
      return arn?.service === service && resource.test(arn.resource) ? arn : undefined;
    },
  };
}
