import type { SettingsReader } from '../../agent/settings-reader.ts';
import { isWebhookEntry, type WebhookEntry } from './plan-webhooks.ts';

/** How the API server is told to ask for injection rules. */
export interface RulesConfig {
  /** The name of the MutatingWebhookConfiguration. */
  readonly configuration: string;
  /** What it holds while there are rules in force, as the chart has it. */
  readonly entry: WebhookEntry;
}

/** Reads what the controller is told of injection rules; undefined where there are none. */
export function readRulesConfig(reader: SettingsReader): RulesConfig | undefined {
  const configuration = reader.read('IAMRA_RULES_CONFIGURATION', anyText, undefined);
  if (configuration === undefined) return undefined;
  const text = reader.required('IAMRA_RULES_ENTRY');
  const entry = text === '' ? undefined : reader.read('IAMRA_RULES_ENTRY', webhookEntry, undefined);
  return entry && { configuration, entry };
}

const anyText = { allowed: 'set', read: (text: string) => text };

const webhookEntry = {
  allowed: 'an entry of a MutatingWebhookConfiguration, as JSON',
  read: (text: string): WebhookEntry | undefined => {
    try {
      const value: unknown = JSON.parse(text);
      return isWebhookEntry(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
};
