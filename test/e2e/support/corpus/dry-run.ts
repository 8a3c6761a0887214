import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';

/** What the API server says to an object that it is asked to create, but not to keep. */
export interface DryRun {
  readonly accepted: boolean;
  /** Why it does not take it. */
  readonly message: string;
  /** The object with its defaults. */
  readonly object: Readonly<Record<string, unknown>>;
}

type Manifest = Readonly<Record<string, unknown>>;

/** Creates objects in a namespace by server-side dry-run, as strict about fields as kubectl is. */
export type DryRunClient = (namespace: string, object: Manifest) => Promise<DryRun>;

/** A client for the cluster of a kubeconfig. */
export function dryRunClient(kubeconfig: string): DryRunClient {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const server = config.getCurrentCluster()?.server ?? '';
  const agent = new Agent({ keepAlive: true });
  return async (namespace, object) => {
    const url = new URL(`${server}${collectionOf(object, namespace)}`);
    url.search = 'dryRun=All&fieldValidation=Strict&fieldManager=iamra-corpus';
    const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } };
    await config.applyToHTTPSOptions(options);
    const { status, body } = await post(url, { ...options, agent }, JSON.stringify(object));
    if (status !== 201) return { accepted: false, object: {}, message: reasonIn(body) };
    return { accepted: true, object: JSON.parse(body) as Manifest, message: '' };
  };
}

/** An unknown kind's path gets an answer that is no Status. */
function reasonIn(body: string): string {
  return body.startsWith('{') ? (JSON.parse(body) as { message: string }).message : body;
}

async function post(
  url: URL,
  options: RequestOptions,
  body: string,
): Promise<{ status: number | undefined; body: string }> {
  const sent = request(url, options).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

/** All kinds of workloads have plurals that are formed alike. */
function collectionOf({ apiVersion, kind }: Manifest, namespace: string): string {
  const version = String(apiVersion);
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  return `${root}/namespaces/${namespace}/${String(kind).toLowerCase()}s`;
}
