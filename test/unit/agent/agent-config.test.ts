import { describe, expect, it } from 'vitest';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { parseAgentConfig } from '../../../webhook/agent/agent-config.ts';

const complete = {
  IAMRA_ROLE_ARN: 'arn:aws:iam::123456789012:role/web',
  IAMRA_PROFILE_ARN: 'arn:aws:rolesanywhere:eu-west-1:123456789012:profile/p',
  IAMRA_TRUST_ANCHOR_ARN: 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a',
  IAMRA_CERTIFICATE_DIRECTORY: '/certificate',
  IAMRA_TOKEN_FILE: '/token',
};

function refusalOf(change: Record<string, string>): IamraError {
  try {
    parseAgentConfig({ ...complete, ...change });
  } catch (error) {
    if (IamraError.is(error)) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('the configuration of the agent', () => {
  it('needs three ARNs and two paths, and has a default for everything else', () => {
    expect(parseAgentConfig(complete)).toEqual({
      session: {
        endpoint: 'https://rolesanywhere.eu-west-1.amazonaws.com',
        region: 'eu-west-1',
        trustAnchorArn: complete.IAMRA_TRUST_ANCHOR_ARN,
        profileArn: complete.IAMRA_PROFILE_ARN,
        roleArn: complete.IAMRA_ROLE_ARN,
        durationSeconds: undefined,
        sessionName: undefined,
      },
      certificate: { certificate: '/certificate/tls.crt', privateKey: '/certificate/tls.key' },
      tokenFile: '/token',
      credentialsPort: 9911,
      healthPort: 9912,
      region: 'eu-west-1',
      requireCredentials: false,
    });
  });

  it('takes what the webhook may set', () => {
    const config = parseAgentConfig({
      ...complete,
      IAMRA_SESSION_DURATION: '900',
      IAMRA_SESSION_NAME: 'web-5d8f/x',
      IAMRA_CREDENTIALS_PORT: '9921',
      IAMRA_HEALTH_PORT: '9922',
      IAMRA_REGION: 'us-gov-west-1',
      IAMRA_ENDPOINT_URL: 'https://emulator.test:8443',
      IAMRA_REQUIRE_CREDENTIALS: 'true',
    });
    expect(config).toMatchObject({
      credentialsPort: 9921,
      healthPort: 9922,
      region: 'us-gov-west-1',
      requireCredentials: true,
    });
    expect(config.session).toMatchObject({
      endpoint: 'https://emulator.test:8443',
      durationSeconds: 900,
      sessionName: 'web-5d8f-x',
    });
  });

  it('cuts a session name to what STS takes', () => {
    const { session } = parseAgentConfig({ ...complete, IAMRA_SESSION_NAME: 'p'.repeat(253) });
    expect(session.sessionName).toHaveLength(64);
  });

  it('counts an empty variable as absent', () => {
    const { session } = parseAgentConfig({
      ...complete,
      IAMRA_SESSION_DURATION: '',
      IAMRA_ENDPOINT_URL: '',
    });
    expect(session.durationSeconds).toBeUndefined();
  });

  it('follows the partition of the trust anchor', () => {
    const { session } = parseAgentConfig({
      ...complete,
      IAMRA_TRUST_ANCHOR_ARN: 'arn:aws-cn:rolesanywhere:cn-north-1:123456789012:trust-anchor/a',
      IAMRA_PROFILE_ARN: 'arn:aws-cn:rolesanywhere:cn-north-1:123456789012:profile/p',
    });
    expect(session.endpoint).toBe('https://rolesanywhere.cn-north-1.amazonaws.com.cn');
  });

  it('takes the FIPS and dual-stack hosts where the environment says so', () => {
    const { session } = parseAgentConfig({
      ...complete,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    });
    expect(session.endpoint).toBe('https://rolesanywhere-fips.eu-west-1.api.aws');
  });

  it.each([
    ['IAMRA_ROLE_ARN', 'arn:aws:iam::123456789012:user/web', 'the ARN of an IAM role'],
    ['IAMRA_PROFILE_ARN', 'arn:aws:iam::123456789012:role/web', 'a Roles Anywhere profile'],
    ['IAMRA_TRUST_ANCHOR_ARN', 'web', 'the ARN of a trust anchor'],
    ['IAMRA_SESSION_DURATION', '899', 'a number of seconds from 900 to 43200'],
    ['IAMRA_SESSION_DURATION', '1h', 'a number of seconds'],
    ['IAMRA_SESSION_NAME', 'x', 'of two characters at least'],
    ['IAMRA_CREDENTIALS_PORT', '65536', 'a port'],
    ['IAMRA_HEALTH_PORT', '-1', 'a port'],
    ['IAMRA_REGION', 'Ireland', 'an AWS region'],
    ['IAMRA_ENDPOINT_URL', 'ftp://host', 'an http or https URL'],
    ['IAMRA_ENDPOINT_URL', 'host', 'an http or https URL'],
    ['IAMRA_REQUIRE_CREDENTIALS', 'yes', '“true” or “false”'],
  ])('refuses %s=%s and says what is allowed', (name, value, allowed) => {
    const { message, code, exitCode } = refusalOf({ [name]: value });
    expect(message).toContain(`${name} must be`);
    expect(message).toContain(allowed);
    expect(message).toContain(`“${value}”`);
    expect([code, exitCode]).toEqual(['IAMRA405', 3]);
  });

  it('names every variable that is missing, each with its sentence', () => {
    expect(() => parseAgentConfig({})).toThrow(
      'IAMRA_TRUST_ANCHOR_ARN is missing. IAMRA_PROFILE_ARN is missing. IAMRA_ROLE_ARN is missing. IAMRA_CERTIFICATE_DIRECTORY is missing. IAMRA_TOKEN_FILE is missing.',
    );
  });

  it('refuses a profile in another region than the trust anchor', () => {
    const profile = 'arn:aws:rolesanywhere:us-east-1:123456789012:profile/p';
    expect(refusalOf({ IAMRA_PROFILE_ARN: profile }).message).toBe(
      'IAMRA_PROFILE_ARN is in us-east-1, the trust anchor in eu-west-1: AWS wants both in one region.',
    );
  });

  it('refuses one port for both servers', () => {
    expect(refusalOf({ IAMRA_HEALTH_PORT: '9911' }).message).toContain('must differ');
  });
});
