import { IamraError } from '../../core/errors/iamra-error.ts';
import { runNode } from '../../process/run-node.ts';
import { containerEnvironment } from './container-environment.ts';
import type { Cast, Stage } from './demo-input.ts';
import { appContainer, startAgent } from './start-agent.ts';

/** Runs agent and program of the patched pod; gives what STS says that the program is. */
export async function runHelloWorld(stage: Stage, cast: Cast): Promise<string> {
  const { narrator, input, context, workspace } = stage;
  const agent = await startAgent(stage, cast, { namespace: 'default', name: 'web' });
  narrator.success('iamra-agent: certificate of default/web → session of role web');
  const environment = containerEnvironment(appContainer(cast.pod), agent.node);
  narrator.command('node hello-world.js    # new STSClient().send(new GetCallerIdentityCommand())');
  const { exitCode, stdout, stderr } = await runNode(input.helloWorldFile, {
    environment,
    workingDirectory: workspace.folder,
    signal: context.signal,
  });
  await agent.process.stop();
  if (exitCode !== 0) throw new IamraError('IAMRA970', `The demo's program failed: ${stderr}`);
  narrator.success(stdout);
  return stdout;
}
