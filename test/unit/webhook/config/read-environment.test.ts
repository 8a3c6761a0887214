import { describe, expect, it } from 'vitest';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import { readEnvironment } from '../../../../webhook/server/config/read-environment.ts';

const files = { IAMRA_TLS_DIRECTORY: '/tls', IAMRA_SETTINGS_FILE: '/settings.json' };

function errorOf(environment: NodeJS.ProcessEnv): IamraError {
  try {
    readEnvironment(environment);
  } catch (error) {
    if (IamraError.is(error)) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('the environment of the webhook', () => {
  it('needs two paths, and has defaults for the rest', () => {
    expect(readEnvironment({ ...files, PATH: '/bin', IAMRA_LISTEN_ADDRESS: '' })).toEqual({
      host: undefined,
      port: 10_250,
      healthPort: 10_251,
      tlsDirectory: '/tls',
      settingsFile: '/settings.json',
      drainMilliseconds: 10_000,
      usesKubernetes: false,
      annotationsCopied: false,
      usesRules: false,
    });
  });

  it('may name address, ports and the time of draining', () => {
    const given = {
      ...files,
      IAMRA_LISTEN_ADDRESS: '::1',
      IAMRA_PORT: '8443',
      IAMRA_HEALTH_PORT: '0',
      IAMRA_DRAIN_SECONDS: '3',
    };
    expect(readEnvironment(given)).toMatchObject({
      host: '::1',
      port: 8443,
      healthPort: 0,
      drainMilliseconds: 3000,
    });
  });

  it('is refused with a sentence for each variable that is not right', () => {
    const error = errorOf({
      ...files,
      IAMRA_SETTINGS_FILE: '',
      IAMRA_PORT: 'tcp://10.0.0.1:443',
      IAMRA_LISTEN_ADDRESS: 'everywhere',
    });
    expect(error).toMatchObject({ code: 'IAMRA920', exitCode: 3 });
    expect(error.message.split('. ')).toEqual([
      'IAMRA_LISTEN_ADDRESS “everywhere” must be an IP address of this machine',
      'IAMRA_PORT “tcp://10.0.0.1:443” must be a whole number from 0 to 65535',
      'IAMRA_SETTINGS_FILE must be set.',
    ]);
    expect(error.fix).toContain('IAMRA_LISTEN_ADDRESS, IAMRA_PORT, IAMRA_SETTINGS_FILE');
  });

  it.each(['-1', '65536', '80.5', '1e3', ' 80'])('takes no port %j', (port) => {
    expect(errorOf({ ...files, IAMRA_PORT: port }).message).toContain('IAMRA_PORT');
  });
});
