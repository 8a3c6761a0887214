/** The agent's container; a pod has at most one. */
export const agentName = 'iamra-agent';

export const volumeName = {
  token: 'iamra-token',
  certificate: 'iamra-certificate',
  caBundle: 'iamra-ca-bundle',
} as const;

/** What a container that uses credentials sees. */
export const tokenDirectory = '/var/run/secrets/iamra.dev';

/** File in each folder that the token is mounted at. */
export const tokenFile = 'token';

/**
 * Where the agent has its copy of the token: the API token's own path, so that the ServiceAccount
 * admission plugin mounts none there, and the API server need not call the webhook a second time.
 */
export const agentTokenDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the agent alone sees. */
export const certificateDirectory = '/var/run/iamra/certificate';
export const caBundleDirectory = '/var/run/iamra/ca-bundle';

/** The first argument of the agent's image, whose entry point is `node`. */
export const agentProgram = '/app/agent.mjs';

/**
 * The entry point of AWS's image, which has no shell.
 * @see https://github.com/aws/rolesanywhere-credential-helper/blob/main/docker_image_resources/Dockerfile
 */
export const helperProgram = '/usr/local/bin/aws_signing_helper';

/** The sidecar's variable that holds the port of its credentials. */
export const credentialsPortVariable = 'IAMRA_CREDENTIALS_PORT';
