import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 152 to 159: annotating, as far as others have a say in the object. */
export const annotateCatalogue = {
  IAMRA152: {
    title: 'Another field manager wrote what would change.',
    exit: exitCode.refused,
    fix: 'change it where that manager takes it from, or take it over with --force-conflicts',
  },
  IAMRA153: {
    title: 'Some of the objects were not changed, or did not roll out.',
    exit: exitCode.refused,
    fix: 'mend what the messages name, and run the command again: it goes on with those',
  },
  IAMRA154: {
    title: 'Nothing that iamra annotates is meant by the selector, or is in the manifests.',
    exit: exitCode.usage,
    fix: 'check the labels with kubectl get --selector, or name the namespace with --namespace',
  },
  IAMRA155: {
    title: 'The API server would refuse the pods.',
    exit: exitCode.refused,
    fix: 'mend what its message names; nothing has been changed',
  },
  IAMRA156: {
    title: 'The pods could not be tried at the API server.',
    exit: exitCode.ok,
    fix: 'ask for the right to create pods in the namespace',
  },
  IAMRA157: {
    title: 'The object is of a Helm release.',
    exit: exitCode.ok,
    fix: 'set the annotations in the values of its chart as well, so that a new installation has them',
  },
} as const satisfies Record<string, CatalogueEntry>;
