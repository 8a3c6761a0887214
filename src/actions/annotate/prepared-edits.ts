import type { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import type { PreparedEdit } from './prepared-edit.ts';

/** An object that can't be changed. */
export interface RefusedObject {
  /** As messages name it: `Deployment default/web`. */
  readonly object: string;
  readonly error: IamraError;
}

/** All that would be written, and what can't be. */
export interface PreparedEdits {
  readonly kube: Kube;
  readonly edits: readonly PreparedEdit[];
  readonly refused: readonly RefusedObject[];
}
