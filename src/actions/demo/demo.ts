import type { Context } from '../../context.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { admitHelloWorld } from './admit-hello-world.ts';
import type { DemoInput } from './demo-input.ts';
import { initialise } from './initialise.ts';
import type { Narrator } from './narrator.ts';
import { refuseStranger } from './refuse-stranger.ts';
import { runHelloWorld } from './run-hello-world.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface DemoResult {
  /** What the workload was told it is. */
  readonly assumedRoleArn: string;
  /** What AWS said to the certificate of another ServiceAccount. */
  readonly refusal: string;
}

/** The main job from certificate to `assumed-role` on this machine; leaves nothing behind. */
export async function demo(
  context: Context,
  input: DemoInput,
  narrator: Narrator,
): Promise<DemoResult> {
  const workspace = await openWorkspace();
  try {
    return await tell(context, input, narrator, workspace);
  } finally {
    await workspace.close();
  }
}

async function tell(
  context: Context,
  input: DemoInput,
  narrator: Narrator,
  workspace: Workspace,
): Promise<DemoResult> {
  const stage = { context, input, narrator, workspace };
  narrator.chapter('A stand-in for AWS, on this machine');
  const emulator = await startEmulator();
  workspace.onClose(() => emulator.close());
  narrator.success(
    `Roles Anywhere, IAM and STS of account ${emulator.account.id} at ${emulator.url}`,
  );

  narrator.chapter('The AWS side: CA, trust anchor, Roles Anywhere profile, role');
  const { config, ca } = await initialise(stage, emulator);

  narrator.chapter('A Job asks for the role; the webhook gives its pod the agent');
  const pod = await admitHelloWorld(stage, config, emulator.url);

  narrator.chapter('The pod’s containers start: first the agent, then the Job’s program');
  const assumedRoleArn = await runHelloWorld(stage, { pod, config, ca });

  narrator.chapter('The same pod with the certificate of another ServiceAccount');
  const refusal = await refuseStranger(stage, { pod, config, ca });
  return { assumedRoleArn, refusal };
}
