import {
  ListTagsForResourceCommand,
  type RolesAnywhereClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-rolesanywhere';
import type { Tags } from '../../core/anywhere/tags.ts';
import { callAws } from '../aws-error.ts';
import type { ResourceTags } from '../roles-anywhere.ts';
import { tagList } from './tag-list.ts';

/** The calls about tags of trust anchors, profiles and revocation lists. */
export function tagCalls(client: RolesAnywhereClient): ResourceTags {
  return {
    listTags: (resourceArn) =>
      callAws('ListTagsForResource', async () => {
        const answer = await client.send(new ListTagsForResourceCommand({ resourceArn }));
        return Object.fromEntries(
          (answer.tags ?? []).map(({ key, value }) => [key, value]),
        ) as Tags;
      }),
    tagResource: (resourceArn, tags) =>
      callAws('TagResource', async () => {
        await client.send(new TagResourceCommand({ resourceArn, tags: tagList(tags) }));
      }),
    untagResource: (resourceArn, keys) =>
      callAws('UntagResource', async () => {
        await client.send(new UntagResourceCommand({ resourceArn, tagKeys: [...keys] }));
      }),
  };
}
