import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { TargetInput } from '../actions/annotate/annotate-input.ts';
import { parseTarget } from '../core/annotate/target.ts';
import { clusterFlags } from './cluster-flags.ts';
import type { EditChoices } from './finish-edit.ts';
import { parseTimeout } from './parse-timeout.ts';

const pollMilliseconds = 500;

/** `TYPE NAME` or `TYPE/NAME`. */
export const targetArguments = {
  type: Args.string({
    name: 'TYPE[/NAME]',
    description: 'deployment, statefulset, daemonset, cronjob, job, serviceaccount, or short',
    required: true,
  }),
  name: Args.string({ name: 'NAME', description: 'its name, if it is not with the type' }),
};

/** What `annotate` and `unannotate` share. */
export const editFlags = {
  namespace: Flags.string({
    char: 'n',
    description: "namespace of the object (default: the context's)",
    helpValue: 'NAME',
  }),
  yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
  'dry-run': Flags.boolean({
    description: 'have the API server try the change, show what would be, write nothing',
  }),
  wait: Flags.boolean({
    description: 'follow the rollout to its end',
    default: true,
    allowNo: true,
  }),
  timeout: Flags.string({
    description: 'how long to follow the rollout',
    helpValue: 'DURATION',
    default: '5m',
  }),
  ...clusterFlags,
};

interface ParsedTarget {
  readonly args: { readonly type: string; readonly name?: string | undefined };
  readonly flags: {
    readonly namespace?: string | undefined;
    readonly context?: string | undefined;
    readonly kubeconfig?: string | undefined;
  };
}

/**
 * Which object of which cluster the command line means.
 * @throws {IamraError} IAMRA901
 */
export function targetInput({ args, flags }: ParsedTarget): TargetInput {
  const words = args.name === undefined ? [args.type] : [args.type, args.name];
  const { namespace, context, kubeconfig } = flags;
  return { target: parseTarget(words), namespace, cluster: { context, kubeconfig } };
}

/**
 * What the flags say about showing, asking and waiting.
 * @throws {IamraError} IAMRA901
 */
export function editChoices(
  flags: { 'dry-run': boolean; yes: boolean; wait: boolean; timeout: string },
  json: boolean,
): EditChoices {
  const patience = { milliseconds: parseTimeout(flags.timeout), pollMilliseconds };
  return {
    dryRun: flags['dry-run'],
    yes: flags.yes,
    patience: flags.wait ? patience : undefined,
    print: !json,
  };
}
