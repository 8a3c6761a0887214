import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { appendAll } from '../append-all.ts';
import type { Container, EnvironmentVariable } from '../pod/pod.ts';
import { indexesOf, removeElements } from '../removal/remove-elements.ts';
import { findVariable } from './find-variable.ts';
import { isPlain } from './is-plain.ts';
import type { PlacedContainer } from './list-containers.ts';
import { isTokenMount, mountsToken } from './token-mount.ts';
import { isLeftToEnvFrom, type WorkloadContract } from './workload-contract.ts';
import type { InjectedVariable } from './workload-environment.ts';

/** Adds what gives a container the variables and the mount that it lacks; what it set itself stays. */
export function coverContainer(
  operations: JsonPatchOperation[],
  { container, paths }: PlacedContainer,
  contract: WorkloadContract,
): void {
  if (contract.outdated.length > 0) {
    operations.push(...refreshVariables(container, paths.env, contract));
  }
  appendAll(operations, container.env, paths.env, missingVariables(container, contract));
  // Behind what is appended, so that the list never ends: that leads to the metadata endpoint at least.
  if (contract.outdated.length > 0) {
    operations.push(...dropVariables(container, paths.env, contract));
  }
  if (contract.dropsToken) {
    const mounts = indexesOf(container.volumeMounts, isTokenMount);
    removeElements(operations, container.volumeMounts, paths.volumeMounts, mounts);
  }
  if (contract.mounts.length === 0 || mountsToken(container)) return;
  appendAll(operations, container.volumeMounts, paths.volumeMounts, contract.mounts);
}

function missingVariables(
  container: Container,
  contract: WorkloadContract,
): readonly InjectedVariable[] {
  if (isPlain(container)) return contract.variables;
  const environment = container.env ?? [];
  // Where all are missing, the very list that other pods get, so that its encoding is known.
  const missing = contract.variables.filter(
    (variable) =>
      findVariable(environment, variable.name) === undefined &&
      !isLeftToEnvFrom(variable, container, contract),
  );
  return missing.length === contract.variables.length ? contract.variables : missing;
}

function refreshVariables(
  { env }: Container,
  path: string,
  { variables, outdated }: WorkloadContract,
): JsonPatchOperation[] {
  return (env ?? []).flatMap((variable, index) => {
    if (!outdated.some((other) => isSame(variable, other))) return [];
    const current = variables.find(({ name }) => name === variable.name);
    if (current === undefined || isSame(variable, current)) return [];
    return [{ op: 'replace', path: `${path}/${index}/value`, value: current.value }];
  });
}

function dropVariables(
  { env }: Container,
  path: string,
  { variables, outdated }: WorkloadContract,
): JsonPatchOperation[] {
  return indexesOf(
    env,
    (variable) =>
      outdated.some((other) => isSame(variable, other)) &&
      !variables.some(({ name }) => name === variable.name),
  )
    .toReversed()
    .map((index) => ({ op: 'remove', path: `${path}/${index}` }));
}

function isSame(variable: EnvironmentVariable, other: InjectedVariable): boolean {
  return variable.name === other.name && variable.value === other.value;
}
