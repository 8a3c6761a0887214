import {
  type InjectedManifests,
  injectDocuments,
  type Manifests,
} from '../core/injection/inject-documents.ts';
import type { InjectionSettings } from '../core/injection/injection-settings.ts';

/**
 * Does the webhook's work on manifests, without a cluster: all of them, or none.
 * @throws {IamraError} IAMRA903 for a text that can't be read, IAMRA311 for one that can't be edited
 */
export function inject(manifests: Manifests, settings: InjectionSettings): InjectedManifests {
  return injectDocuments(manifests, settings);
}
