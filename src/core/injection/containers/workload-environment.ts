import type { InjectionRequest } from '../annotations/injection-request.ts';
import { tokenDirectory, tokenFile } from '../contract.ts';

export interface InjectedVariable {
  readonly name: string;
  readonly value: string;
}

const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * What a container gets. With `imds` there is the metadata endpoint alone: an SDK that knows the
 * container endpoint, but not its token file, would stop at the 401. What a user may have set to the
 * same value comes last, so that a removal can tell ours by what stands before it.
 */
export function workloadEnvironment(
  {
    region,
    credentialsEndpoint,
    regionalSts,
  }: Pick<InjectionRequest, 'region' | 'credentialsEndpoint' | 'regionalSts'>,
  port: number,
): InjectedVariable[] {
  const address = `http://127.0.0.1:${port}`;
  const variables: InjectedVariable[] = [];
  if (credentialsEndpoint === 'container') {
    variables.push(
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: `${address}/v1/credentials` },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${tokenDirectory}/${tokenFile}` },
    );
  }
  variables.push({ name: 'AWS_EC2_METADATA_SERVICE_ENDPOINT', value: address });
  for (const name of regionVariables) variables.push({ name, value: region });
  if (regionalSts) variables.push({ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' });
  return variables;
}

/** Says whether the variable names the app's region. */
export function isRegion({ name }: InjectedVariable): boolean {
  return regionVariables.includes(name);
}

/** Says whether nobody but iamra gives a variable this value: it leads to the agent. */
export function leadsToAgent({ value }: InjectedVariable): boolean {
  return value.startsWith('http://127.0.0.1:') || value.startsWith(`${tokenDirectory}/`);
}
