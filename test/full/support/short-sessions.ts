import { type RunningAgent, startAgent } from '../../peers/support/agent.ts';
import { type EmulatedAccount, emulatedAccount } from '../../peers/support/emulated-account.ts';

/** So that a program sees sessions end and new ones begin. */
const issueSeconds = 12;

/** An agent whose sessions end after seconds, and the account that it is in. */
export interface ShortSessions {
  readonly account: EmulatedAccount;
  readonly agent: RunningAgent;
  readonly close: () => Promise<void>;
}

export async function startShortSessions(): Promise<ShortSessions> {
  const account = await emulatedAccount(0, { issueSeconds });
  try {
    const agent = await startAgent(account);
    const close = async (): Promise<void> => {
      await agent.stop();
      await account.close();
    };
    return { account, agent, close };
  } catch (error) {
    await account.close();
    throw error;
  }
}
