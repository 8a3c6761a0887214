import type { ManifestFile } from '../../../../src/core/injection/manifests/edited-manifests.ts';
import { injectManifests } from '../../../../src/core/injection/manifests/inject-manifests.ts';
import { parseYamlStream } from '../../../../src/core/yaml-patch/yaml-stream.ts';
import { settings as usualSettings } from '../../../fixtures/pods.ts';
import { optIn, type PlacedWorkload, workloadsOf } from './opt-in.ts';

/** A workload that asks for a role, as it was and as `iamra inject` made it. */
export interface CorpusCase {
  readonly file: string;
  readonly kind: string;
  readonly before: PlacedWorkload;
  readonly after: PlacedWorkload;
}

/** What `iamra inject` made of a file. */
export interface CorpusFile {
  readonly cases: readonly CorpusCase[];
  /** Codes for workloads that iamra refuses. */
  readonly refused: readonly string[];
  /** The file before, asking for roles, and after; undefined where nothing in it was injected. */
  readonly texts: { readonly before: string; readonly after: string } | undefined;
}

/** An installation that leaves no namespace out: many manifests name kube-system. */
const settings = { ...usualSettings, excludedNamespaces: [] };

const none: CorpusFile = { cases: [], refused: [], texts: undefined };

/** Opts all workloads of a file in, and injects those that iamra does not refuse; undefined for no YAML. */
export function corpusFile(given: ManifestFile): CorpusFile | undefined {
  const workloads = readWorkloads(given);
  if (workloads === undefined) return undefined;
  const complete = workloads.map(({ pod }) => isPod(pod));
  if (!complete.includes(true)) return none;
  const codes = refusals(optIn(given, (_, index) => complete[index] === true));
  const asking = optIn(given, (_, index) => complete[index] === true && codes[index] === undefined);
  const edited = injectManifests([asking], 'default', settings);
  if (edited.kind === 'refused') throw new Error(JSON.stringify(edited.report));
  const [{ before, text: after } = { before: '', text: '' }] = edited.files;
  const [first, second] = [before, after].map((text) =>
    workloadsOf(parseYamlStream(text, given.file)),
  );
  const cases = (first ?? []).flatMap((workload, index) => {
    const injected = second?.[index];
    if (injected === undefined || complete[index] !== true || codes[index] !== undefined) return [];
    return [{ file: given.file, kind: workload.kind, before: workload, after: injected }];
  });
  const refused = codes.filter((code) => code !== undefined);
  return { cases, refused, texts: cases.length === 0 ? undefined : { before, after } };
}

/** Templates of Helm and the like are no YAML yet. */
function readWorkloads({ file, text }: ManifestFile): PlacedWorkload[] | undefined {
  try {
    return workloadsOf(parseYamlStream(text, file));
  } catch {
    return undefined;
  }
}

/** The first code for each workload; undefined where it is not refused. */
function refusals(asking: ManifestFile): Array<string | undefined> {
  const { report } = injectManifests([asking], 'default', settings);
  return report
    .filter(({ reason }) => reason !== 'makes_no_pods' && reason !== 'no_object')
    .map(({ outcome, notices }) => (outcome === 'refused' ? notices[0]?.code : undefined));
}

function isPod(pod: unknown): boolean {
  const { spec } = (pod ?? {}) as { spec?: { containers?: unknown } | null };
  return Array.isArray(spec?.containers);
}
