import { readFile } from 'node:fs/promises';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { containerEnvironment } from './container-environment.ts';
import type { Cast, Stage } from './demo-input.ts';
import { appContainer, startAgent } from './start-agent.ts';

/** Starts the agent with another account's certificate; gives AWS's answer as the app would read it. */
export async function refuseStranger(stage: Stage, cast: Cast): Promise<string> {
  const { narrator } = stage;
  const agent = await startAgent(stage, cast, { namespace: 'default', name: 'stranger' });
  const environment = containerEnvironment(appContainer(cast.pod), agent.node);
  const answer = await fetch(environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '', {
    headers: {
      authorization: await readFile(
        environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] ?? '',
        'utf8',
      ),
    },
  });
  const { message } = (await answer.json()) as { message?: string };
  await agent.process.stop();
  if (answer.ok || message === undefined) {
    throw new IamraError('IAMRA970', 'A stranger was given credentials in the demo.');
  }
  narrator.show('certificate of default/stranger, same CA, same pod:');
  narrator.refusal(`${answer.status} ${message}`);
  return message;
}
