import type { Translated } from '../translated';
import type { en } from '../en';
import { accounts } from './accounts';
import { actions } from './actions';
import { background } from './background';
import { connection } from './connection';
import { desk } from './desk';
import { doctor } from './doctor';
import { forms } from './forms';
import { general } from './general';
import { link } from './link';
import { lists } from './lists';
import { practice } from './practice';
import { problems } from './problems';
import { providers } from './providers';
import { repair } from './repair';
import { settings } from './settings';
import { visits } from './visits';

export const vi: Translated<typeof en> = {
  ...general,
  ...accounts,
  ...link,
  ...forms,
  ...desk,
  ...lists,
  ...actions,
  ...visits,
  ...connection,
  ...providers,
  ...repair,
  ...settings,
  ...background,
  ...doctor,
  ...practice,
  ...problems,
};
