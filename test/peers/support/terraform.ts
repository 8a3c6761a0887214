import { goProgram } from './go-program.ts';
import { runForJson } from './run-program.ts';

export interface TerraformBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly blocks: readonly TerraformBlock[];
}

export interface TerraformDocument {
  /** As `terraform fmt` would write it. */
  readonly formatted: boolean;
  readonly blocks: readonly TerraformBlock[];
}

/** What is known of resources only after `terraform apply`, by type and label. */
export type KnownResources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** Reads Terraform configuration by HashiCorp's parser, and gives all arguments their values. */
export async function evaluateTerraform(
  file: string,
  known: KnownResources,
): Promise<TerraformDocument> {
  const program = await goProgram('evaluate-terraform');
  const document = await runForJson([program, file], { environment: {}, input: known });
  return document as TerraformDocument;
}
