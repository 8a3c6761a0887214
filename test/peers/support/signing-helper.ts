import { basename, dirname } from 'node:path';
import { execa } from 'execa';
import { containerEnvironment } from '../../../src/actions/demo/container-environment.ts';
import { freePorts } from '../../../src/actions/demo/free-ports.ts';
import { certificateDirectory, helperProgram } from '../../../src/core/injection/contract.ts';
import {
  type AdmittedContainer,
  type AdmittedPod,
  admit,
  pod,
  settings,
  variables,
} from '../../fixtures/pods.ts';
import type { EmulatedAccount } from './emulated-account.ts';
import { goProgram } from './go-program.ts';
import { type FinishedProgram, runProgram } from './run-program.ts';
import { issueLeaf, type SigningFiles, writeSigningFiles } from './workload.ts';

export const podName = 'web-5d9c-abcde';

/** AWS's signing helper as an injected pod runs it: its flags, its variables, its files. */
export interface PodWithHelper {
  readonly spec: AdmittedPod['spec'];
  /** What the webhook gave to the app's container. */
  readonly appVariables: Readonly<Record<string, string>>;
  /** Runs the startup probe once, as the kubelet does. */
  readonly probe: () => Promise<FinishedProgram>;
  /** Starts the helper and gives what stops it, with all that it has written. */
  readonly start: () => Promise<() => Promise<string>>;
}

/** What a pod of ServiceAccount `web` gets that asks for AWS's signing helper. */
export async function podWithHelper(
  account: EmulatedAccount,
  roleArn = account.roleArn,
): Promise<PodWithHelper> {
  const program = await goProgram('signing-helper');
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: account.ca }));
  const { spec } = admit(
    {
      namespace: 'default',
      pod: pod({
        annotations: {
          'iamra.dev/role-arn': roleArn,
          'iamra.dev/sidecar': 'aws-signing-helper',
        },
      }),
    },
    {
      ...settings,
      ports: await ports(),
      defaults: { profileArn: account.profileArn, trustAnchorArn: account.trustAnchorArn },
      endpointUrl: account.url,
      caBundle: { configMap: 'emulator-ca', key: basename(account.caFile) },
    },
  );
  const [helper, app] = [spec.initContainers[0], spec.containers[0]];
  if (helper === undefined) throw new Error('The pod has no sidecar.');
  const kubelet = kubeletOf(helper, account, program, files);
  return {
    spec,
    appVariables: variables(app) as Record<string, string>,
    probe: () => runProgram(kubelet.probe, { environment: kubelet.environment }),
    start: () => startHelper(kubelet),
  };
}

async function ports(): Promise<{ credentials: number; health: number }> {
  const [credentials = 0, health = 0] = await freePorts(2);
  return { credentials, health };
}

type Words = readonly [string, ...string[]];

interface Kubelet {
  readonly environment: Readonly<Record<string, string>>;
  readonly command: Words;
  readonly probe: Words;
}

/** What the kubelet makes of the container; paths of the pod lead to this machine's. */
function kubeletOf(
  helper: AdmittedContainer,
  account: EmulatedAccount,
  program: string,
  files: SigningFiles,
): Kubelet {
  const given = containerEnvironment(helper as Parameters<typeof containerEnvironment>[0], {
    volumes: { 'iamra-ca-bundle': dirname(account.caFile) },
    fields: { 'metadata.name': podName },
  });
  const words = (all: readonly string[]): Words =>
    all.map((word) =>
      expand(word, given)
        .replace(helperProgram, program)
        .replace(certificateDirectory, files.folder),
    ) as unknown as Words;
  const { exec } = helper.startupProbe as { exec: { command: readonly string[] } };
  return {
    // As in the image, which knows no other time zone.
    environment: { ...given, TZ: 'UTC' },
    command: words([...(helper.command ?? []), ...(helper.args ?? [])]),
    probe: words(exec.command),
  };
}

/** `$(NAME)` becomes the variable's value, and `$$` a `$`. */
function expand(word: string, environment: Readonly<Record<string, string>>): string {
  return word.replaceAll(/\$\$|\$\((\w+)\)/g, (found, name: string | undefined) =>
    name === undefined ? '$' : (environment[name] ?? found),
  );
}

async function startHelper({ command, environment }: Kubelet): Promise<() => Promise<string>> {
  const [file, ...args] = command;
  const child = execa(file, args, {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    buffer: true,
  });
  const stop = async (): Promise<string> => {
    child.kill();
    return (await child).all;
  };
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.all.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Local server started')) resolve();
    });
    void child.then(() => {
      reject(new Error(`${command.join(' ')} ended:\n${output}`));
    });
  });
  return stop;
}
