import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ManifestFile } from '../../src/core/injection/manifests/edited-manifests.ts';
import { parseYamlStream } from '../../src/core/yaml-patch/yaml-stream.ts';
import { clusterTools } from '../cluster/cluster-tools.ts';
import { admittedByWebhook } from '../fixtures/admitted-by-webhook.ts';
import { uninjected } from '../fixtures/manifests.ts';
import { withoutEmpty } from '../fixtures/without-empty.ts';
import { type CorpusFile, corpusFile } from './support/corpus/corpus-cases.ts';
import { corpusCharts } from './support/corpus/corpus-charts.ts';
import { corpusFiles } from './support/corpus/corpus-files.ts';
import { downloadCorpus, folderOf } from './support/corpus/corpus-modules.ts';
import {
  makeCorpusNamespaces,
  removeCorpusNamespaces,
} from './support/corpus/corpus-namespaces.ts';
import { renderTally, tallyCorpus } from './support/corpus/corpus-tally.ts';
import { dryRunClient } from './support/corpus/dry-run.ts';
import { type TriedCase, tryCase } from './support/corpus/try-case.ts';
import { pollCluster } from './support/poll-cluster.ts';

const ownFolder = join(import.meta.dirname, 'corpus/manifests');
const kinds = [
  ...['Pod', 'PodTemplate', 'ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet'],
  ...['DaemonSet', 'Job', 'CronJob', 'Rollout'],
];
const leastAccepted = 100;
const atOnce = 8;

interface Corpus {
  readonly files: readonly CorpusFile[];
  readonly tried: readonly TriedCase[];
}

const { kubectl, helm } = clusterTools(inject('kubeconfig'));
let others: Corpus;
let ours: Corpus;
let resources: string;

beforeAll(async () => {
  const modules = await downloadCorpus();
  const manifests = await Promise.all(modules.map(({ folder }) => corpusFiles(folder)));
  const otherFiles = readAll([...manifests.flat(), ...(await corpusCharts(helm, modules))]);
  const ownFiles = readAll(await corpusFiles(ownFolder));
  resources = join(folderOf(modules, 'argo-rollouts'), 'manifests/crds/rollout-crd.yaml');
  await kubectl(['apply', '--server-side', '-f', resources]);
  await pollCluster(() =>
    kubectl(['get', '--raw', '/apis/argoproj.io/v1alpha1/rollouts']).catch(() => undefined),
  );
  await makeCorpusNamespaces(
    kubectl,
    [...otherFiles, ...ownFiles].flatMap(({ cases }) => cases),
  );
  others = { files: otherFiles, tried: await tryAll(otherFiles) };
  ours = { files: ownFiles, tried: await tryAll(ownFiles) };
});

afterAll(async () => {
  await removeCorpusNamespaces(kubectl);
  await kubectl(['delete', '--ignore-not-found', '-f', resources]);
});

describe('manifests that nobody here wrote', () => {
  it('are taken by the API server after injection, each that was taken before', () => {
    expect(others.tried.flatMap(failuresOf)).toEqual([]);
  });

  it('are at least a hundred, some of every kind and some under PSS restricted', () => {
    const tally = tallyCorpus(others.tried);
    process.stdout.write(renderTally('of others', tally));
    const counts = Object.values(tally);
    const total = (of: 'accepted' | 'restricted'): number =>
      counts.reduce((sum, count) => sum + count[of], 0);
    expect(total('accepted')).toBeGreaterThanOrEqual(leastAccepted);
    expect(total('restricted')).toBeGreaterThan(0);
    for (const kind of kinds) expect(tally[kind]?.accepted, kind).toBeGreaterThan(0);
  });

  it('are refused by iamra only for the host network, Windows, ports and names', () => {
    const codes = new Set(others.files.flatMap(({ refused }) => refused));
    expect(['IAMRA305', 'IAMRA306', 'IAMRA307', 'IAMRA308', 'IAMRA310']).toEqual(
      expect.arrayContaining([...codes]),
    );
  });
});

describe('manifests of ours, for what those lack', () => {
  it('are all taken by the API server, before injection and after', () => {
    process.stdout.write(renderTally('of ours', tallyCorpus(ours.tried)));
    expect(ours.files.flatMap(({ refused }) => refused)).toEqual([]);
    expect(ours.tried.filter(({ accepted }) => !accepted).map(nameOf)).toEqual([]);
    expect(ours.tried.flatMap(failuresOf)).toEqual([]);
  });

  it('are taken under PSS restricted where their name says so', () => {
    const names = ours.tried.filter(({ restricted }) => restricted).map(nameOf);
    expect(names).toEqual([
      'deployment-of-pss-restricted.yaml',
      'pod-of-pss-restricted-with-own-native-sidecar.yaml',
    ]);
  });
});

describe('manifests of either sort', () => {
  it('hold the pods that the webhook would have made', () => {
    for (const { case: one } of [...others.tried, ...ours.tried]) {
      expect(one.after.pod, one.file).toEqual(admittedByWebhook(one.before.pod));
    }
  });

  it('come back from uninject as the same objects, nine of ten byte for byte', () => {
    const texts = [...others.files, ...ours.files].flatMap(({ texts: both }) => both ?? []);
    const read = (text: string): unknown =>
      parseYamlStream(text, 'x').documents.map(({ value }) => withoutEmpty(value));
    const back = texts.map(({ before, after }) => ({ before, result: uninjected(after).text }));
    const changed = back.filter(({ before, result }) => result !== before);
    for (const { before, result } of changed) expect(read(result)).toEqual(read(before));
    expect(changed.length).toBeLessThan(texts.length / 10);
  });
});

function readAll(files: readonly ManifestFile[]): CorpusFile[] {
  return files.map(corpusFile).filter((file) => file !== undefined);
}

async function tryAll(files: readonly CorpusFile[]): Promise<TriedCase[]> {
  const dryRun = dryRunClient(inject('kubeconfig'));
  const waiting = files.flatMap(({ cases }) => cases);
  const tried: TriedCase[] = [];
  while (waiting.length > 0) {
    const some = waiting.splice(0, atOnce);
    tried.push(...(await Promise.all(some.map((one) => tryCase(dryRun, one)))));
  }
  return tried;
}

function nameOf({ case: { file } }: TriedCase): string {
  return file;
}

function failuresOf({ case: { file }, failures }: TriedCase): string[] {
  return failures.map((failure) => `${file}: ${failure}`);
}
