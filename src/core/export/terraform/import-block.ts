import { hclBlock, hclString } from './hcl.ts';

/** Has Terraform take over what is there already, by the id that its provider knows it by. */
export function importBlock(resource: string, id: string): string {
  return hclBlock('import', [
    { name: 'to', value: resource },
    { name: 'id', value: hclString(id) },
  ]);
}
