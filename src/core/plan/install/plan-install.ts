import type { Change } from '../change.ts';
import { compareValues } from './compare-values.ts';
import type { InstallValues } from './install-values.ts';

/** What is there, and what is to be there. */
export interface InstallSituation {
  readonly release: string;
  readonly namespace: string;
  readonly namespaceExists: boolean;
  /** Undefined before the first installation. */
  readonly installed:
    | {
        readonly revision: number;
        readonly status: string;
        readonly values: Readonly<Record<string, unknown>>;
      }
    | undefined;
  readonly chartVersion: string;
  readonly values: InstallValues;
  /** What the user adds, as Helm takes it. */
  readonly extraValues: readonly string[];
  /** A CA that goes from a file into the cluster. */
  readonly newCa: { readonly place: string; readonly file: string } | undefined;
}

/** What an installation would change, as the user reads it. */
export function planInstall(situation: InstallSituation): Change[] {
  const { namespace, namespaceExists, newCa } = situation;
  return [
    ...(newCa === undefined ? [] : [create(newCa.place, [`the CA of ${newCa.file}`])]),
    ...(namespaceExists ? [] : [create(`namespace ${namespace}`, [])]),
    planRelease(situation),
  ];
}

function planRelease(situation: InstallSituation): Change {
  const { release, namespace, installed, chartVersion, values, extraValues } = situation;
  const resource = `Helm release ${release} in namespace ${namespace}`;
  const details = [
    `chart ${chartVersion}`,
    ...compareValues(installed?.values ?? {}, values),
    ...extraValues.map((value) => `and ${value}`),
  ];
  if (installed === undefined) return create(resource, details);
  const { revision, status } = installed;
  return {
    action: 'update',
    resource,
    details: [`revision ${revision}, ${status} → ${revision + 1}`, ...details],
  };
}

function create(resource: string, details: readonly string[]): Change {
  return { action: 'create', resource, details };
}
