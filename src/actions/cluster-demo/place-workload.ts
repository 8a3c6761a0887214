import { readFile } from 'node:fs/promises';
import { removeNamespace } from '../install/namespace.ts';
import { demoNamespace, workloadName } from './demo-names.ts';
import type { DemoStage } from './demo-stage.ts';
import { awaitFirstWords } from './follow-workload.ts';
import { namespaceObject, workloadObjects } from './workload-objects.ts';

/** Creates the workload, without a role, in a namespace of its own, and shows what it says. */
export async function placeWorkload(stage: DemoStage): Promise<void> {
  const { context, input, narrator, belongings, cluster, aws } = stage;
  const { kube } = cluster;
  await narrator.step(`Create Deployment ${demoNamespace}/${workloadName}`, async () => {
    const program = await readFile(input.helloWorldFile, 'utf8');
    await kube.create(namespaceObject);
    belongings.add(`Remove namespace ${demoNamespace}`, () => removeNamespace(kube, demoNamespace));
    const { region } = aws.emulator.account;
    const order = { image: input.image, program, region, endpointUrl: aws.podUrl };
    for (const object of workloadObjects(order)) await kube.create(object);
  });
  const words = await narrator.step('Wait for its first words', () =>
    awaitFirstWords(context, kube, aws.podUrl),
  );
  narrator.refusal(words);
}
