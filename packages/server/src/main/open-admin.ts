import { secureRandomBytes } from '../accounts/secrets.ts';
import { ensureFirstAccount } from '../commands/ensure-first-account.ts';
import { grantCredits } from '../commands/grant-credits.ts';
import type { Environment } from '../kernel/environment.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import type { Micros } from '../kernel/money.ts';
import { readBalance } from '../ledger/ledger.ts';
import type { Config } from './config.ts';
import { openMigratedDatabase } from './open-migrated-database.ts';

/** What an operator does to the default account, on the machine that reaches the database. */
export interface Admin {
  /** Adds credit and answers the new balance. */
  grant(environment: Environment, amount: Micros): Promise<Micros>;
  balance(environment: Environment): Promise<Micros>;
  close(): Promise<void>;
}

export async function openAdmin(config: Config, log: Logger): Promise<Admin> {
  const database = await openMigratedDatabase(config, log);
  try {
    const { accountId } = await ensureFirstAccount(
      database.db,
      { newId, randomBytes: secureRandomBytes },
      bootstrapOf(config),
    );
    return {
      grant: (environment, amount) =>
        grantCredits({ db: database.db }, { accountId, environment }, amount, 'granted on the command line'),
      balance: (environment) => readBalance(database.db, { accountId, environment }),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The operator's own test key, when there is one. */
export function bootstrapOf(config: Config): { readonly bootstrapKey?: string } {
  return config.bootstrapKey === undefined ? {} : { bootstrapKey: config.bootstrapKey };
}
