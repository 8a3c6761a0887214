import type { AdmissionRequest } from './admission-review.ts';

export function isPodCreation({ operation, resource }: AdmissionRequest): boolean {
  return operation === 'CREATE' && resource === 'pods';
}
