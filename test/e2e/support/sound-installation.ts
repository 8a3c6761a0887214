import { expect } from 'vitest';
import { ruleDefinitions } from '../../../src/core/rules/rule-kinds.ts';
import { tool } from '../../cluster/tools/tool.ts';
import { installWords, restrictedNamespace, type UserMachine } from './installation.ts';

export interface SoundInstallation {
  /** Of the workloads; it enforces Pod Security's `restricted`. */
  readonly namespace: string;
  /** Of the role in AWS, too. */
  readonly serviceAccounts: readonly string[];
  /** Of `iamra install`, beside those of all tests. */
  readonly flags?: readonly string[];
}

/** Follows `init` and `install`, with Helm 4; role and namespace have one name. */
export async function soundInstallation(
  machine: UserMachine,
  { namespace, serviceAccounts, flags = [] }: SoundInstallation,
): Promise<void> {
  await restrictedNamespace(machine, namespace, serviceAccounts);
  await initialise(machine, { namespace, serviceAccounts });
  await install(machine, ...flags);
}

/** `iamra init` for a role that these ServiceAccounts may have; its name is the namespace's. */
export async function initialise(
  machine: UserMachine,
  { namespace, serviceAccounts }: Omit<SoundInstallation, 'flags'>,
): Promise<void> {
  const accounts = serviceAccounts.flatMap((name) => ['--service-account', `${namespace}/${name}`]);
  const { stderr, exitCode } = await machine.iamra([
    ...['init', '--cluster', 'e2e', '--role', namespace, ...accounts, '--yes'],
  ]);
  expect(exitCode, stderr).toBe(0);
}

/** `iamra install` with Helm 4, for the first time or again. */
export async function install(machine: UserMachine, ...flags: readonly string[]): Promise<void> {
  const words = [...(await installWords(4, machine.emulator)), ...flags];
  const { stderr, exitCode } = await machine.iamra(words);
  expect(exitCode, stderr).toBe(0);
}

/** Takes everything out of the cluster that a test file has put there. */
export async function removeInstallation(
  machine: UserMachine,
  ...namespaces: readonly string[]
): Promise<void> {
  const remove = (...words: readonly string[]): Promise<string> =>
    machine.kubectl(['delete', ...words, '--ignore-not-found']);
  // A rotation that failed leaves more than the first.
  const cas = ['', '-next', '-previous'].map((suffix) => `iamra-workload-ca${suffix}`);
  const removeSystem = async (): Promise<void> => {
    await uninstall(machine);
    await Promise.all([
      remove('namespace', 'iamra-system'),
      remove('crd', ...ruleDefinitions),
      remove('secret', ...cas, '--namespace=cert-manager'),
    ]);
  };
  const removeNamespace = async (name: string): Promise<void> => {
    await remove('namespace', name, '--wait=false');
    // Kubernetes takes five seconds before it begins with what is in there: pods end meanwhile.
    await remove('pods', '--all', `--namespace=${name}`, '--wait=false');
    await machine.kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=120s']);
  };
  await Promise.all([removeSystem(), ...namespaces.map(removeNamespace)]);
  await machine.close();
}

export async function uninstall(machine: UserMachine): Promise<void> {
  const { stderr, exitCode } = await machine.iamra([
    ...['uninstall', '--yes', '--force', '--helm-binary', await tool('helm-4')],
  ]);
  expect(exitCode, stderr).toBe(0);
}
