import { deleteAttributeMapping, putAttributeMapping } from './attribute-mappings.ts';
import { putNotificationSettings, resetNotificationSettings } from './notification-settings.ts';
import type { Operation } from './operation.ts';
import {
  createProfile,
  deleteProfile,
  disableProfile,
  enableProfile,
  getProfile,
  listProfiles,
  updateProfile,
} from './profiles.ts';
import {
  deleteCrl,
  disableCrl,
  enableCrl,
  getCrl,
  importCrl,
  listCrls,
  updateCrl,
} from './revocation-lists.ts';
import { getSubject, listSubjects } from './subjects.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import {
  createTrustAnchor,
  deleteTrustAnchor,
  disableTrustAnchor,
  enableTrustAnchor,
  getTrustAnchor,
  listTrustAnchors,
  updateTrustAnchor,
} from './trust-anchors.ts';

/** One operation of the Roles Anywhere API on the wire. */
export interface Route {
  /** Method and path; `:id` stands for the id of a resource. */
  readonly endpoint: string;
  readonly operation: string;
  readonly status: 200 | 201;
  readonly handle: Operation;
}

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_Operations.html */
const routes: readonly Route[] = [
  route('POST /trustanchors', 'CreateTrustAnchor', createTrustAnchor, 201),
  route('GET /trustanchors', 'ListTrustAnchors', listTrustAnchors),
  route('GET /trustanchor/:id', 'GetTrustAnchor', getTrustAnchor),
  route('PATCH /trustanchor/:id', 'UpdateTrustAnchor', updateTrustAnchor),
  route('DELETE /trustanchor/:id', 'DeleteTrustAnchor', deleteTrustAnchor),
  route('POST /trustanchor/:id/enable', 'EnableTrustAnchor', enableTrustAnchor),
  route('POST /trustanchor/:id/disable', 'DisableTrustAnchor', disableTrustAnchor),
  route('POST /profiles', 'CreateProfile', createProfile, 201),
  route('GET /profiles', 'ListProfiles', listProfiles),
  route('GET /profile/:id', 'GetProfile', getProfile),
  route('PATCH /profile/:id', 'UpdateProfile', updateProfile),
  route('DELETE /profile/:id', 'DeleteProfile', deleteProfile),
  route('POST /profile/:id/enable', 'EnableProfile', enableProfile),
  route('POST /profile/:id/disable', 'DisableProfile', disableProfile),
  route('PUT /profiles/:id/mappings', 'PutAttributeMapping', putAttributeMapping),
  route('DELETE /profiles/:id/mappings', 'DeleteAttributeMapping', deleteAttributeMapping),
  route('POST /crls', 'ImportCrl', importCrl, 201),
  route('GET /crls', 'ListCrls', listCrls),
  route('GET /crl/:id', 'GetCrl', getCrl),
  route('PATCH /crl/:id', 'UpdateCrl', updateCrl),
  route('DELETE /crl/:id', 'DeleteCrl', deleteCrl),
  route('POST /crl/:id/enable', 'EnableCrl', enableCrl),
  route('POST /crl/:id/disable', 'DisableCrl', disableCrl),
  route('GET /subjects', 'ListSubjects', listSubjects),
  route('GET /subject/:id', 'GetSubject', getSubject),
  route('POST /TagResource', 'TagResource', tagResource, 201),
  route('POST /UntagResource', 'UntagResource', untagResource),
  route('GET /ListTagsForResource', 'ListTagsForResource', listTagsForResource),
  route('PATCH /put-notifications-settings', 'PutNotificationSettings', putNotificationSettings),
  route(
    'PATCH /reset-notifications-settings',
    'ResetNotificationSettings',
    resetNotificationSettings,
  ),
];

function route(
  endpoint: string,
  operation: string,
  handle: Operation,
  status: 200 | 201 = 200,
): Route {
  return { endpoint, operation, handle, status };
}

/** The route of a request, with the id in its path. */
export function findRoute(method: string, path: string): (Route & { id: string }) | undefined {
  const parts = `${method} ${path}`.split('/');
  for (const candidate of routes) {
    const id = idIn(parts, candidate.endpoint.split('/'));
    if (id !== undefined) return { ...candidate, id };
  }
  return undefined;
}

function idIn(parts: readonly string[], wanted: readonly string[]): string | undefined {
  if (parts.length !== wanted.length) return undefined;
  if (wanted.some((name, index) => name !== ':id' && name !== parts[index])) return undefined;
  return parts[wanted.indexOf(':id')] ?? '';
}
