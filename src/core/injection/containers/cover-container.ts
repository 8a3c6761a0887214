import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { appendAll } from '../append-all.ts';
import type { Container, EnvironmentVariable } from '../pod/pod.ts';
import type { PlacedContainer } from './list-containers.ts';
import { mountsToken } from './token-mount.ts';
import { isLeftToEnvFrom, type WorkloadContract } from './workload-contract.ts';
import type { InjectedVariable } from './workload-environment.ts';

/** Gives a container the variables and the mount that it lacks; what it set itself stays. */
export function coverContainer(
  { container, path }: PlacedContainer,
  contract: WorkloadContract,
): JsonPatchOperation[] {
  const operations = [
    ...refreshVariables(container, path, contract),
    ...appendAll(container.env, `${path}/env`, missingVariables(container, contract)),
  ];
  const mounts = contract.mount === undefined || mountsToken(container) ? [] : [contract.mount];
  operations.push(...appendAll(container.volumeMounts, `${path}/volumeMounts`, mounts));
  return operations;
}

function missingVariables(container: Container, contract: WorkloadContract): InjectedVariable[] {
  return contract.variables.filter(
    (variable) =>
      !isLeftToEnvFrom(variable, container, contract) &&
      !(container.env ?? []).some(({ name }) => name === variable.name),
  );
}

function refreshVariables(
  { env }: Container,
  path: string,
  { variables, outdated }: WorkloadContract,
): JsonPatchOperation[] {
  if (outdated.length === 0) return [];
  return (env ?? []).flatMap((variable, index) => {
    if (!outdated.some((other) => isSame(variable, other))) return [];
    const current = variables.find(({ name }) => name === variable.name);
    if (current === undefined || isSame(variable, current)) return [];
    return [{ op: 'replace', path: `${path}/env/${index}/value`, value: current.value }];
  });
}

function isSame(variable: EnvironmentVariable, other: InjectedVariable): boolean {
  return variable.name === other.name && variable.value === other.value;
}
