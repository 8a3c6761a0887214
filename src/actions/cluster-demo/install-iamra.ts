import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { releaseName } from '../../core/plan/install/release-name.ts';
import type { Tell } from '../../terminal/terminal.ts';
import { applyInstall } from '../install/apply-install.ts';
import { removeNamespace } from '../install/namespace.ts';
import { prepareInstall } from '../install/prepare-install.ts';
import { applyUninstall } from '../uninstall/apply-uninstall.ts';
import { prepareUninstall } from '../uninstall/prepare-uninstall.ts';
import { systemNamespace } from './demo-names.ts';
import type { DemoStage } from './demo-stage.ts';
import { storyTerminal } from './emulated-context.ts';
import { imageValues } from './image-values.ts';
import { configFileName } from './set-up-aws.ts';

const valuesFileName = 'values.yaml';

/** What `iamra install` does, with values that lead agents to the emulator. */
export async function installIamra(stage: DemoStage): Promise<void> {
  const { context, narrator, belongings, cluster, aws, folder, input } = stage;
  const valuesFile = join(folder, valuesFileName);
  const image = imageValues(input.image);
  // The definitions of rules would outlive the demo.
  const values = { endpointUrl: aws.podUrl, image, rules: { enabled: false } };
  await writeFile(valuesFile, stringify(values));
  narrator.command(`iamra install --values ${valuesFileName}`);
  const prepared = await prepareInstall(context, {
    configFile: join(folder, configFileName),
    profile: undefined,
    endpointUrl: undefined,
    release,
    chart: input.chart,
    extraValues: { files: [valuesFile], set: [], setFile: [] },
    resetValues: false,
    timeout: input.timeout,
    caKeyFile: undefined,
    caNamespace: cluster.caNamespace,
    kubeconfig: input.kubeconfig,
    context: cluster.kube.context,
    helmBinary: input.helmBinary,
    dryRun: false,
  });
  belongings.add('Remove iamra', () => removeIamra(stage));
  await applyInstall(context, prepared);
}

const release = { name: releaseName, namespace: systemNamespace };

async function removeIamra({ undoing, narrator, cluster, input }: DemoStage): Promise<void> {
  const silent = { ...storyTerminal(undoing.terminal, narrator), step: stepInSilence };
  const context = { ...undoing, terminal: silent };
  const prepared = await prepareUninstall(context, {
    release,
    force: true,
    timeout: input.timeout,
    kubeconfig: input.kubeconfig,
    context: cluster.kube.context,
    helmBinary: input.helmBinary,
  });
  if (prepared.changes.length > 0) await applyUninstall(context, prepared);
  await removeNamespace(cluster.kube, systemNamespace);
}

/** The step around it tells enough. */
function stepInSilence<T>(_title: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  return work(() => undefined);
}
