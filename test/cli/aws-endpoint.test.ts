import { describe, expect, it } from 'vitest';
import { emulatedAws } from './support/emulated-aws.ts';
import { type Ended, runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const initialise = ['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--no-cluster'];

async function initWith(
  environment: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<Ended> {
  const directory = await temporaryDirectory();
  return runIamra([...initialise, '--yes', ...more], { directory, environment });
}

const keys = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

describe('the URL in place of AWS’s own', () => {
  it.each(['foo', '127.0.0.1:19979', 'localhost:19979', 'ftp://localhost'])(
    'is a mistake of the command line as --endpoint-url %s',
    async (url) => {
      const { stderr, exitCode } = await initWith(keys, '--endpoint-url', url);
      expect(stderr).toMatch(/^Error IAMRA901 .*--endpoint-url/m);
      expect(stderr).toContain(`“${url}”`);
      expect(stderr).toMatch(/Fix: .*http:\/\/ or https:\/\//);
      expect(exitCode).toBe(2);
    },
  );

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_IAM'])(
    'is a mistake that names %s where it is in there',
    async (name) => {
      const { stderr, exitCode } = await initWith({ ...keys, [name]: '127.0.0.1:19979' });
      expect(stderr).toMatch(new RegExp(`^Error IAMRA901 .*${name}[^_]`, 'm'));
      expect(exitCode).toBe(2);
    },
  );

  it('cannot be reached where it says https and the port speaks HTTP', async () => {
    const { environment } = await emulatedAws();
    const url = environment['AWS_ENDPOINT_URL']?.replace('http:', 'https:') ?? '';
    const { stderr, exitCode } = await initWith({ ...environment, AWS_ENDPOINT_URL: url });
    expect(stderr).toContain('Error IAMRA205 GetCallerIdentity got no answer');
    expect(stderr).toMatch(/Fix: .*http:\/\/ .*https:\/\//);
    expect(exitCode).toBe(3);
  });
});
