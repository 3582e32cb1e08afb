// Hands the page's verbs to the components that offer them.

import { createContext, useContext } from 'react';
import { AppError } from '../../core/errors.ts';
import type { Session } from './session.ts';

export const SessionContext = createContext<Session | null>(null);

/** The session of the page. Throws `internal` outside of the app. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new AppError('internal', 'session: expected a provider, got none.');
  return session;
}
