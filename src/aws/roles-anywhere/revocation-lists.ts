import {
  type CrlDetail,
  DeleteCrlCommand,
  EnableCrlCommand,
  ImportCrlCommand,
  paginateListCrls,
  type RolesAnywhereClient,
  UpdateCrlCommand,
} from '@aws-sdk/client-rolesanywhere';
import type { ImportedRevocationList } from '../../core/anywhere/revocation-list.ts';
import { callAws } from '../aws-error.ts';
import type { RevocationLists } from '../roles-anywhere.ts';
import { tagList } from './tag-list.ts';

/** The calls about certificate revocation lists. */
export function revocationListCalls(client: RolesAnywhereClient): RevocationLists {
  return {
    listRevocationLists: () =>
      callAws('ListCrls', async () => {
        const found: ImportedRevocationList[] = [];
        for await (const page of paginateListCrls({ client }, {})) {
          found.push(...(page.crls ?? []).map(parse));
        }
        return found;
      }),
    importRevocationList: ({ name, text, trustAnchorArn, tags }) =>
      callAws('ImportCrl', async () => {
        const crlData = Buffer.from(text);
        const input = { name, crlData, trustAnchorArn, enabled: true, tags: tagList(tags) };
        return parse((await client.send(new ImportCrlCommand(input))).crl);
      }),
    updateRevocationList: (crlId, { name, text }) =>
      callAws('UpdateCrl', async () => {
        await client.send(new UpdateCrlCommand({ crlId, name, crlData: Buffer.from(text) }));
      }),
    enableRevocationList: (crlId) =>
      callAws('EnableCrl', async () => {
        await client.send(new EnableCrlCommand({ crlId }));
      }),
    deleteRevocationList: (crlId) =>
      callAws('DeleteCrl', async () => {
        await client.send(new DeleteCrlCommand({ crlId }));
      }),
  };
}

function parse(detail: CrlDetail | undefined): ImportedRevocationList {
  if (detail?.crlId === undefined || detail.crlArn === undefined)
    throw new Error('no revocation list in the answer');
  return {
    id: detail.crlId,
    arn: detail.crlArn,
    name: detail.name ?? '',
    enabled: detail.enabled ?? false,
    trustAnchorArn: detail.trustAnchorArn ?? '',
    text: Buffer.from(detail.crlData ?? []).toString(),
  };
}
