import { accounts } from './accounts';
import { connection } from './connection';
import { general } from './general';
import { link } from './link';
import { practice } from './practice';
import { problems } from './problems';
import { providers } from './providers';
import { settings } from './settings';

export const en = {
  ...general,
  ...accounts,
  ...link,
  ...connection,
  ...providers,
  ...settings,
  ...practice,
  ...problems,
} as const;
