import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Aws } from '../../../src/aws/aws.ts';
import { sdkAws } from '../../../src/aws/sdk-aws.ts';
import { parseRevocationList } from '../../../src/core/pki/revocation-list.ts';
import { splitPem } from '../../../src/core/pki/split-pem.ts';
import type { EmulatedAws } from './emulated-aws.ts';

/** The same interface that the program has, for the account's administrator. */
export function administratorOf({ emulator, environment }: EmulatedAws): Promise<Aws> {
  const { region, administrator } = emulator.account;
  const credentials = { ...administrator };
  return sdkAws({ region, endpointUrl: emulator.url, credentials, environment });
}

/** All that AWS and a folder hold, with identifiers and certificates counted through: two accounts can be compared. */
export async function stateOf(aws: EmulatedAws, directory: string): Promise<unknown> {
  const { iam, rolesAnywhere } = await administratorOf(aws);
  const tagged = (things: readonly { readonly arn: string }[]): Promise<object[]> =>
    Promise.all(
      things.map(async (thing) => ({ ...thing, tags: await rolesAnywhere.listTags(thing.arn) })),
    );
  const lists = (await rolesAnywhere.listRevocationLists()).map(({ text, ...list }) => {
    const { revoked = [], number } = parseRevocationList(text) ?? {};
    return { ...list, revoked: [...revoked], number: String(number) };
  });
  return countedThrough({
    trustAnchors: await tagged(await rolesAnywhere.listTrustAnchors()),
    profiles: await tagged(await rolesAnywhere.listProfiles()),
    lists: await tagged(lists),
    roles: await rolesOf(iam),
    files: await filesOf(directory),
  });
}

async function rolesOf(iam: Aws['iam']): Promise<object[]> {
  const names = (await iam.listRoles()).map(({ name }) => name).sort();
  return Promise.all(
    names.map(async (name) => {
      const inline = (await iam.listInlinePolicies(name)).sort();
      return {
        ...(await iam.getRole(name)),
        attached: (await iam.listAttachedPolicies(name)).sort(),
        inline: await Promise.all(
          inline.map(async (policy) => [policy, await iam.getInlinePolicy(name, policy)]),
        ),
      };
    }),
  );
}

/** Of a file with a key only its certificates. */
async function filesOf(directory: string): Promise<[string, unknown][]> {
  const names = (await readdir(directory)).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, unknown]> => {
      const text = await readFile(join(directory, name), 'utf8');
      return [name, text.includes('PRIVATE KEY') ? splitPem(text) : text];
    }),
  );
}

function countedThrough(state: object): unknown {
  const seen = new Map<string, string>();
  const changing =
    /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=iamra-home-)[0-9a-f]{8}/gs;
  const endOfLine = /(?<=-----END CERTIFICATE-----)\\n/g;
  const counted = JSON.stringify(state)
    .replace(endOfLine, '')
    .replace(changing, (found) => {
      seen.set(found, seen.get(found) ?? `number ${seen.size + 1}`);
      return seen.get(found) ?? '';
    });
  return JSON.parse(counted);
}
