import type { InjectionRequest } from '../annotations/injection-request.ts';
import { tokenDirectory, tokenFile } from '../contract.ts';

export interface InjectedVariable {
  readonly name: string;
  readonly value: string;
}

const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * What a container gets. With `imds` there is the metadata endpoint alone: an SDK that knows the
 * container endpoint, but not its token file, would stop at the 401.
 */
export function workloadEnvironment(
  { region, credentialsEndpoint }: InjectionRequest,
  port: number,
): InjectedVariable[] {
  const address = `http://127.0.0.1:${port}`;
  const variables = regionVariables.map((name) => ({ name, value: region }));
  if (credentialsEndpoint === 'container') {
    variables.push(
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: `${address}/v1/credentials` },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${tokenDirectory}/${tokenFile}` },
    );
  }
  variables.push({ name: 'AWS_EC2_METADATA_SERVICE_ENDPOINT', value: address });
  return variables;
}

/** Says whether the variable names the app's region. */
export function isRegion({ name }: InjectedVariable): boolean {
  return regionVariables.includes(name);
}
