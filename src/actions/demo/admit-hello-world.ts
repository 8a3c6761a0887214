import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { applyPatch } from '../../core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../core/json-patch/operation.ts';
import { lineDiff } from '../../core/line-diff.ts';
import type { Pod, Stage } from './demo-input.ts';
import { freePorts } from './free-ports.ts';
import { helloWorldJob } from './hello-world-job.ts';
import { reviewPod } from './review-pod.ts';
import { startWebhook } from './start-webhook.ts';

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
}

/** Puts the hello-world Job's pod through the real webhook over TLS; gives the pod as it would run. */
export async function admitHelloWorld(
  stage: Stage,
  config: IamraConfig,
  endpointUrl: string,
): Promise<Pod> {
  const { narrator, workspace } = stage;
  const settingsFile = join(workspace.folder, 'settings.json');
  await writeFile(settingsFile, JSON.stringify(await settings(config, endpointUrl)));
  const webhook = await startWebhook(stage, settingsFile);
  const pod = podOf(parse(helloWorldJob(config.roles[0]?.arn ?? '', endpointUrl)) as Job);
  const answer = await reviewPod(pod, webhook);
  if (!answer.allowed || answer.patch === undefined) {
    throw new IamraError(
      'IAMRA970',
      `The webhook refused: ${answer.status?.message ?? 'no patch'}`,
    );
  }
  const patch = JSON.parse(Buffer.from(answer.patch, 'base64').toString()) as JsonPatchOperation[];
  const admitted = applyPatch(pod, patch) as Pod;
  narrator.diff(lineDiff(stringify(pod), stringify(admitted)));
  narrator.success(`${patch.length} operations of JSON patch, over TLS`);
  return admitted;
}

async function settings(
  { trustAnchor, profile, region }: IamraConfig,
  endpointUrl: string,
): Promise<InjectionSettings> {
  // Other programs may hold the usual ports of this machine.
  const [credentials = 0, health = 0] = await freePorts(2);
  const defaults = {
    ...(trustAnchor && { trustAnchorArn: trustAnchor.arn }),
    ...(profile && { profileArn: profile.arn }),
    region,
  };
  return {
    ...defaultSettings('demo', defaults),
    image: 'example.com/iamra:demo',
    ports: { credentials, health },
    endpointUrl,
  };
}

/** The pod that the Job controller would create. */
function podOf(job: Job): object {
  const { metadata, spec } = job.spec.template;
  const name = `${job.metadata.name}-x7k2p`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', ...metadata },
    spec,
  };
}
