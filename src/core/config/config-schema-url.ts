/** Where editors find the JSON schema of `iamra.yaml`. */
export const configSchemaUrl =
  'https://raw.githubusercontent.com/iamra/iamra/main/schema/iamra.schema.json';
