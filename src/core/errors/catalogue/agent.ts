import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 4xx: the credentials agent and the sessions that it asks for. */
export const agentCatalogue = {
  IAMRA401: {
    title: 'AWS refused to create a session.',
    exit: exitCode.refused,
    fix: 'iamra doctor',
  },
  IAMRA402: {
    title: 'The certificate or its key cannot be used.',
    exit: exitCode.environment,
    fix: 'check the Secret or the files: a PEM leaf with its intermediates, and its RSA or EC key',
  },
  IAMRA403: {
    title: 'The private key does not belong to the certificate.',
    exit: exitCode.environment,
    fix: 'use the key that the certificate was issued for',
  },
  IAMRA404: {
    title: 'The answer to CreateSession cannot be used.',
    exit: exitCode.refused,
    fix: 'check that the endpoint is Roles Anywhere and that no proxy answers in its place',
  },
  IAMRA405: {
    title: 'The configuration of the agent is not valid.',
    exit: exitCode.environment,
    fix: 'correct the variables that the message names; in a pod, the annotations under iamra.dev/',
  },
  IAMRA406: {
    title: 'The certificate has expired or is not valid yet.',
    exit: exitCode.environment,
    fix: 'check that cert-manager renews the certificate: kubectl get certificates',
  },
  IAMRA407: {
    title: 'AWS does not trust the certificate.',
    exit: exitCode.refused,
    fix: 'use a certificate whose issuer is a CA of the trust anchor, with its intermediates in tls.crt',
  },
  IAMRA408: {
    title: 'The certificate is not of the kind that AWS takes.',
    exit: exitCode.refused,
    fix: 'issue it anew: X.509 v3, a subject, no CA, usages “digital signature” and “client auth”, SHA-256 or stronger',
  },
  IAMRA409: {
    title: 'AWS finds the signature invalid.',
    exit: exitCode.refused,
    fix: 'check the clock of the node, and that nothing between the pod and AWS changes requests',
  },
  IAMRA410: {
    title: 'The clock differs from that of AWS by more than AWS accepts.',
    exit: exitCode.environment,
    fix: 'set the clock of the node: timedatectl set-ntp true',
  },
  IAMRA411: {
    title: 'AWS does not find the trust anchor, or it is disabled.',
    exit: exitCode.refused,
    fix: 'aws rolesanywhere list-trust-anchors, in the region of the ARN',
  },
  IAMRA412: {
    title: 'AWS does not find the Roles Anywhere profile, or it is disabled.',
    exit: exitCode.refused,
    fix: 'aws rolesanywhere list-profiles, in the region of the ARN',
  },
  IAMRA413: {
    title: 'The Roles Anywhere profile does not list the role.',
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
  },
  IAMRA414: {
    title: "The role's trust policy does not let the certificate assume it.",
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME; if the trust policy is right, iamra init, which puts the attributeMappings of the profile back; a role just made takes some seconds',
  },
  IAMRA415: {
    title: 'The session is longer than the role allows.',
    exit: exitCode.refused,
    fix: 'set iamra.dev/session-duration to no more than the MaxSessionDuration of the role',
  },
  IAMRA416: {
    title: 'The Roles Anywhere profile accepts no session names.',
    exit: exitCode.refused,
    fix: 'aws rolesanywhere update-profile --accept-role-session-name',
  },
  IAMRA417: {
    title: 'AWS throttles the creation of sessions.',
    exit: exitCode.refused,
    fix: 'wait: the agent tries again; for many pods, ask AWS for a higher CreateSession rate in the region',
  },
  IAMRA418: {
    title: 'Roles Anywhere answered with an error of its own.',
    exit: exitCode.refused,
    fix: 'wait: the agent tries again; https://health.aws.amazon.com tells of outages',
  },
  IAMRA419: {
    title: 'Roles Anywhere could not be reached.',
    exit: exitCode.environment,
    fix: 'check name resolution, egress rules and proxy of the pod: it needs HTTPS to the endpoint',
  },
  IAMRA420: {
    title: 'The TLS certificate of the Roles Anywhere endpoint is not trusted.',
    exit: exitCode.environment,
    fix: 'for a proxy or endpoint with a private CA, name its file in NODE_EXTRA_CA_CERTS',
  },
  IAMRA421: {
    title: 'A request for credentials did not prove that it comes from the pod.',
    exit: exitCode.refused,
    fix: 'send the content of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE as Authorization header, read anew for each request',
  },
  IAMRA422: {
    title: 'The token file of the agent cannot be read.',
    exit: exitCode.environment,
    fix: 'check that the projected token is mounted at IAMRA_TOKEN_FILE',
  },
  IAMRA423: {
    title: 'No session was created yet.',
    exit: exitCode.refused,
    fix: 'wait: the agent is asking AWS for the first one',
  },
  IAMRA424: {
    title: 'The agent does not answer such a request.',
    exit: exitCode.usage,
    fix: 'ask for /v1/credentials or, as IMDSv2 does, for /latest/meta-data/iam/security-credentials',
  },
  IAMRA425: {
    title: 'The agent of a pod does not run or does not answer.',
    exit: exitCode.refused,
    fix: 'kubectl describe pod, and kubectl logs --container iamra-agent',
  },
  IAMRA426: {
    title: 'The credentials of a pod have expired.',
    exit: exitCode.refused,
    fix: 'kubectl logs --container iamra-agent',
  },
  IAMRA427: {
    title: 'The certificate that an agent uses has expired.',
    exit: exitCode.refused,
    fix: 'kubectl describe certificate, in the namespace that the message names',
  },
  IAMRA428: {
    title: 'The clock of a node differs from that of AWS.',
    exit: exitCode.refused,
    fix: 'set the clock of the node: timedatectl set-ntp true',
  },
  IAMRA430: {
    title: 'The flags of iamra credential-process do not describe a session.',
    exit: exitCode.usage,
    fix: 'correct the flags that the message names; iamra credential-process --help',
  },
  IAMRA437: {
    title: "AWS's signing helper in a pod has no session yet.",
    exit: exitCode.refused,
    fix: 'kubectl describe pod, and kubectl logs --container iamra-agent',
  },
  IAMRA438: {
    title: "AWS's signing helper in a pod has lately been refused a session.",
    exit: exitCode.refused,
    fix: 'kubectl logs --container iamra-agent; the checks of AWS tell what it lacks',
  },
} as const satisfies Record<string, CatalogueEntry>;
