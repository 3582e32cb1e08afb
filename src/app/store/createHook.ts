// Turns a vanilla zustand store into a React hook, so that stores can be used without React (tests, the worker's events).

import { type StoreApi, useStore } from 'zustand';

/** A hook that re-renders only when the selected part of the store changes. */
export function createHook<State>(store: StoreApi<State>) {
  return <Selected>(selector: (state: State) => Selected): Selected => useStore(store, selector);
}
