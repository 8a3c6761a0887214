import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCaKeyFile } from '../../../src/files/ca-key-file.ts';
import { makeCa } from '../../fixtures/certificates.ts';
import { permissionsText } from '../../fixtures/permissions.ts';
import { type FinishedProgram, runProgram } from './run-program.ts';

const program = join(import.meta.dirname, '../../../bin/run.js');

/** All that `iamra.yaml` can want of roles that iamra makes, with texts that templates must not take for their own. */
const config = `apiVersion: iamra.dev/v1
cluster: home
region: eu-west-1
account: "123456789012"
sourceAccount: true
tags: { team: "a b" }
profile:
  name: iamra-home
  durationSeconds: 7200
  sessionPolicy: read.json
  managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
roles:
  - name: web
    path: /teams/
    serviceAccounts: [default/web, jobs/worker]
    policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", read.json]
    permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
    conditions:
      StringLike:
        aws:RequestTag/x509Subject/CN: ["$\${aws:PrincipalTag/x509Subject/CN}*", "%{if}-$\${$}{*}"]
    tags: { owner: web@example.com }
  - name: we=b.b
    serviceAccounts: [default/b]
`;

/** A folder with an `iamra.yaml` before anything was made, its policy file, and a CA. */
export interface ExportedSide {
  readonly folder: string;
  readonly run: (
    environment: Readonly<Record<string, string>>,
    ...words: readonly string[]
  ) => Promise<FinishedProgram>;
  readonly remove: () => Promise<void>;
}

export async function exportedSide(): Promise<ExportedSide> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-export-'));
  await writeFile(join(folder, 'iamra.yaml'), config);
  const Resource = 'arn:aws:s3:::%{b}/$${aws:PrincipalTag/x509Subject/CN}/"é"*';
  await writeFile(join(folder, 'read.json'), permissionsText({ Action: 's3:GetObject', Resource }));
  const caKeyFile = join(folder, 'ca.key');
  await writeCaKeyFile(caKeyFile, await makeCa(new Date()));
  const files = ['--config', join(folder, 'iamra.yaml'), '--ca-key-file', caKeyFile];
  return {
    folder,
    run: (environment, ...words) =>
      runProgram([process.execPath, program, ...words, ...files], {
        environment: { HOME: folder, ...environment },
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
