import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RunningAgent, startAgent } from './support/agent.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { goProgram } from './support/go-program.ts';
import { javaProgram } from './support/java-program.ts';
import { pythonProgram } from './support/python-program.ts';
import { runForJson } from './support/run-program.ts';
import { trustStoreOptions } from './support/trust-store.ts';

// So that a program sees sessions end and new ones begin.
const issueSeconds = 12;

let account: EmulatedAccount;
let agent: RunningAgent;

beforeAll(async () => {
  await Promise.all([goProgram('caller-identity-go'), javaProgram('caller-identity-java')]);
});

beforeAll(async () => {
  account = await emulatedAccount(0, { issueSeconds });
  return account.close;
});

beforeAll(async () => {
  agent = await startAgent(account);
  return agent.stop;
});

const sdks = [
  {
    name: 'boto3',
    command: () => pythonProgram('current', 'caller_identity.py'),
    sources: { container: 'container-role', imds: 'iam-role' },
    // It keeps those of instance metadata for two minutes at least, even when they end before.
    keys: { container: 2, imds: 1 },
  },
  {
    name: 'the AWS SDK for JavaScript v3',
    command: (): Promise<[string, ...string[]]> => {
      const program = join(import.meta.dirname, 'programs', 'caller-identity.mjs');
      return Promise.resolve([process.execPath, program, join(import.meta.dirname, '../..')]);
    },
    // It does not say where it found those of instance metadata.
    sources: { container: 'CREDENTIALS_HTTP', imds: '' },
    keys: { container: 2, imds: 2 },
  },
  {
    name: 'the AWS SDK for Go v2',
    command: async (): Promise<[string]> => [await goProgram('caller-identity-go')],
    sources: { container: 'CredentialsEndpointProvider', imds: 'EC2RoleProvider' },
    keys: { container: 2, imds: 2 },
  },
  {
    name: 'the AWS SDK for Java v2',
    command: async (): Promise<[string, ...string[]]> => {
      const { command } = await javaProgram('caller-identity-java');
      const [java, ...options] = command;
      const trust = await trustStoreOptions(account.folder, account.caFile);
      return [java, ...trust, ...options, 'CallerIdentity'];
    },
    sources: {
      container: 'ContainerCredentialsProvider',
      imds: 'InstanceProfileCredentialsProvider',
    },
    keys: { container: 2, imds: 2 },
  },
];

const assumedRole = expect.stringMatching(
  /^arn:aws:sts::123456789012:assumed-role\/web\/[0-9a-f]{32}$/,
) as string;

describe.each(sdks)('$name', ({ command, sources, keys }) => {
  let program: readonly [string, ...string[]];

  beforeAll(async () => {
    program = await command();
  });

  test.each(['container', 'imds'] as const)(
    'gets credentials by the %s endpoint alone, and goes on with new ones',
    async (endpoint) => {
      const environment = { ...account.environment, ...agent.variables[endpoint] };
      const answer = await runForJson([...program, String(keys[endpoint])], { environment });

      expect(answer).toEqual({ arn: assumedRole, source: sources[endpoint] });
    },
  );

  test('takes the container endpoint where it is led to both, as every injected pod is', async () => {
    const { container, imds } = agent.variables;
    const environment = { ...account.environment, ...container, ...imds };
    const answer = await runForJson([...program, '1'], { environment });

    expect(answer).toEqual({ arn: assumedRole, source: sources.container });
  });
});
