/** A kind of object that can be annotated. */
export interface TargetType {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'CronJob' | 'Job' | 'ServiceAccount';
  readonly apiVersion: string;
  /** As on kubectl's command line; the first is how iamra writes it. */
  readonly words: readonly string[];
  /** Where the metadata with the annotations is: below the object, in its pod template; or its own. */
  readonly path: readonly string[];
}

const template = ['spec', 'template'];

/** What iamra annotates: whatever has a pod template, and ServiceAccounts. */
export const targetTypes: readonly TargetType[] = [
  {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    words: ['deployment', 'deployments', 'deploy'],
    path: template,
  },
  {
    kind: 'StatefulSet',
    apiVersion: 'apps/v1',
    words: ['statefulset', 'statefulsets', 'sts'],
    path: template,
  },
  {
    kind: 'DaemonSet',
    apiVersion: 'apps/v1',
    words: ['daemonset', 'daemonsets', 'ds'],
    path: template,
  },
  {
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    words: ['cronjob', 'cronjobs', 'cj'],
    path: ['spec', 'jobTemplate', ...template],
  },
  { kind: 'Job', apiVersion: 'batch/v1', words: ['job', 'jobs'], path: template },
  {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    words: ['serviceaccount', 'serviceaccounts', 'sa'],
    path: [],
  },
];
