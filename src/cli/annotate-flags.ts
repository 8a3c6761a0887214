import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { EditInput } from '../actions/annotate/annotate-input.ts';
import { parseSelection } from '../core/annotate/selection/selection.ts';
import { clusterFlags } from './cluster-flags.ts';
import type { EditChoices } from './finish-edits.ts';
import { parseTimeout } from './parse-timeout.ts';

const pollMilliseconds = 500;

/** `TYPE NAME…` or `TYPE/NAME…`; with a selector or `--all` the type alone. */
export const targetArguments = {
  objects: Args.string({
    name: 'TYPE/NAME',
    description:
      'TYPE/NAME or TYPE NAME, or TYPE with --selector or --all; types: deployment, statefulset, daemonset, cronjob, job, serviceaccount, or short',
    multiple: true,
  }),
};

/** What `annotate` and `unannotate` share. */
export const editFlags = {
  namespace: Flags.string({
    char: 'n',
    description: "namespace of the objects (default: the context's)",
    helpValue: 'NAME',
  }),
  selector: Flags.string({
    char: 'l',
    description: "all objects of TYPE with these labels, in kubectl's syntax",
    helpValue: 'app=web',
    helpGroup: 'OBJECTS',
  }),
  all: Flags.boolean({
    description: 'all objects of TYPE in the namespace',
    helpGroup: 'OBJECTS',
  }),
  'all-namespaces': Flags.boolean({
    char: 'A',
    description: 'with --selector or --all: in every namespace',
    helpGroup: 'OBJECTS',
  }),
  filename: Flags.string({
    char: 'f',
    description:
      'the objects of these manifests, changed in the cluster; - for standard input (iamra inject changes manifests)',
    helpValue: 'FILE|DIR',
    helpGroup: 'OBJECTS',
    multiple: true,
    multipleNonGreedy: true,
  }),
  recursive: Flags.boolean({
    char: 'R',
    description: 'with --filename: the folders below it as well',
    helpGroup: 'OBJECTS',
  }),
  yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
  'dry-run': Flags.string({
    description:
      'write nothing; server (default): the API server tries the change and the pods, client: it is only read',
    options: ['client', 'server'],
    helpValue: 'client|server',
  }),
  'force-conflicts': Flags.boolean({
    description: 'take over annotations that another field manager wrote',
  }),
  'even-if-managed': Flags.boolean({
    description: 'change the cluster although Argo CD or Flux manages the object',
  }),
  wait: Flags.boolean({
    description: 'follow the rollouts to their end',
    default: true,
    allowNo: true,
  }),
  timeout: Flags.string({
    description: 'how long to follow the rollout of each object',
    helpValue: 'DURATION',
    default: '5m',
  }),
  ...clusterFlags,
};

interface ParsedEdit {
  readonly args: { readonly objects?: readonly string[] | undefined };
  readonly flags: {
    readonly namespace?: string | undefined;
    readonly selector?: string | undefined;
    readonly all: boolean;
    readonly 'all-namespaces': boolean;
    readonly filename?: readonly string[] | undefined;
    readonly recursive: boolean;
    readonly 'dry-run'?: string | undefined;
    readonly 'force-conflicts': boolean;
    readonly context?: string | undefined;
    readonly kubeconfig?: string | undefined;
  };
}

/** As kubectl once took it, `--dry-run` may stand alone. */
export function withDryRunMode(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  return words.map((word, index) =>
    word === '--dry-run' && (end === -1 || index < end) ? '--dry-run=server' : word,
  );
}

/**
 * Which objects of which cluster the command line means.
 * @throws {IamraError} IAMRA901
 */
export function editInput({ args, flags }: ParsedEdit): EditInput {
  const { namespace, selector, all, filename = [], recursive, context, kubeconfig } = flags;
  const allNamespaces = flags['all-namespaces'];
  const words = args.objects ?? [];
  const selection = parseSelection({
    ...{ words, labels: selector, all, files: filename, recursive, namespace, allNamespaces },
  });
  return {
    selection,
    namespace,
    allNamespaces,
    cluster: { context, kubeconfig },
    trial: trialOf(flags['dry-run']),
    forceConflicts: flags['force-conflicts'],
  };
}

function trialOf(dryRun: string | undefined): EditInput['trial'] {
  if (dryRun === 'client') return 'client';
  // A pod that a quota has no room for until the old one is gone is no reason not to roll out.
  return dryRun === 'server' ? 'server_with_pods' : 'server';
}

/**
 * What the flags say about showing, asking and waiting.
 * @throws {IamraError} IAMRA901
 */
export function editChoices(
  flags: {
    'dry-run'?: string | undefined;
    'even-if-managed': boolean;
    yes: boolean;
    wait: boolean;
    timeout: string;
  },
  json: boolean,
): EditChoices {
  const patience = { milliseconds: parseTimeout(flags.timeout), pollMilliseconds };
  const dryRun = flags['dry-run'];
  return {
    dryRun: dryRun === 'client' || dryRun === 'server' ? dryRun : null,
    yes: flags.yes,
    evenIfManaged: flags['even-if-managed'],
    patience: flags.wait ? patience : undefined,
    print: !json,
  };
}
