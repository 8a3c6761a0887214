import { execa } from 'execa';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { Helm, Release, ReleaseName, UpgradeOrder } from './helm.ts';
import { namespaceOf, safetyArguments, upgradeArguments } from './helm-arguments.ts';
import { helmEnvironment } from './helm-environment.ts';
import { helmError } from './helm-error.ts';
import { parseHelmVersion } from './helm-version.ts';
import { parseRelease } from './parse-release.ts';

export interface HelmSettings {
  /** Name on the PATH, or path. */
  readonly binary: string;
  readonly kubeconfig?: string | undefined;
  /** Absent: Helm chooses, as inside a pod. */
  readonly context?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted: Helm is asked to stop, and takes back what it began. */
  readonly signal: AbortSignal;
}

interface Finished {
  readonly failed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Helm by its program.
 * @throws {IamraError} IAMRA160 where there is none, IAMRA161 where it is too old
 */
export async function programHelm(settings: HelmSettings): Promise<Helm> {
  const { stdout } = await run(settings, ['version', '--template', '{{.Version}}']);
  const version = parseHelmVersion(stdout);
  const connection = connectionArguments(settings);
  const call = (commandLine: readonly string[], input = ''): Promise<Finished> =>
    run(settings, [...commandLine, ...connection], input);
  return {
    version: version.text,
    status: (release) => readStatus(call, release),
    check: async (order) => {
      const result = await call([...upgradeArguments(order), '--dry-run=server'], values(order));
      if (result.failed) throw helmError({ what: 'Check of the chart', stderr: result.stderr });
    },
    upgradeInstall: async (order) => {
      const commandLine = [...upgradeArguments(order), ...safetyArguments(version.major)];
      const result = await call(commandLine, values(order));
      if (result.failed) throw helmError({ what: `Install ${order.name}`, stderr: result.stderr });
    },
    uninstall: async (release, timeout) => {
      const waiting = ['--wait', '--timeout', timeout];
      const result = await call(['uninstall', release.name, ...namespaceOf(release), ...waiting]);
      if (result.failed) {
        throw helmError({ what: `Uninstall ${release.name}`, stderr: result.stderr });
      }
    },
  };
}

async function readStatus(
  call: (commandLine: readonly string[]) => Promise<Finished>,
  release: ReleaseName,
): Promise<Release | undefined> {
  const result = await call(['status', release.name, ...namespaceOf(release), '--output', 'json']);
  if (!result.failed) return parseRelease(result.stdout);
  if (/release: not found/.test(result.stderr)) return undefined;
  throw helmError({ what: `Status of ${release.name}`, stderr: result.stderr });
}

async function run(
  { binary, environment, signal }: HelmSettings,
  commandLine: readonly string[],
  input = '',
): Promise<Finished> {
  const [operation = ''] = commandLine;
  refuseIfInterrupted(signal, operation);
  const child = execa(binary, commandLine, {
    env: helmEnvironment(environment),
    extendEnv: false,
    input,
    reject: false,
  });
  const stop = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', stop, { once: true });
  const result = await child;
  signal.removeEventListener('abort', stop);
  refuseIfInterrupted(signal, operation);
  if (result.exitCode === undefined && !result.isTerminated) {
    throw new IamraError('IAMRA160', `“${binary}” cannot be run: ${reasonOf(result.cause)}`, {
      cause: result.cause,
    });
  }
  return result;
}

function connectionArguments({ kubeconfig, context }: HelmSettings): string[] {
  return [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--kube-context', context]),
  ];
}

function values(order: UpgradeOrder): string {
  return JSON.stringify(order.values);
}

function refuseIfInterrupted(signal: AbortSignal, operation: string): void {
  if (!signal.aborted) return;
  throw new IamraError(
    'IAMRA905',
    `Interrupted at “helm ${operation}”; Helm takes back what it had begun.`,
    { fix: 'run the command again' },
  );
}

function reasonOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  return code === 'ENOENT' ? 'there is no such program' : errorMessage(cause);
}
