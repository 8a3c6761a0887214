// Prints whose credentials the AWS SDK finds by its default chain.
// Usage: node caller-identity.mjs FOLDER, where FOLDER/node_modules holds the SDK.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');

const sts = new STSClient({ endpoint: process.env.AWS_ENDPOINT_URL_STS });
const { Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
process.stdout.write(JSON.stringify({ arn }));
