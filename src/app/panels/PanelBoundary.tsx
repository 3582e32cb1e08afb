// Keeps an error of one panel inside that panel: it says what went wrong, the rest of the page stays.

import { Component, type ReactNode } from 'react';
import { type ErrorReport, reportError } from '../../core/errors.ts';

interface State {
  readonly error: ErrorReport | null;
}

/** React's error boundary; give it the panel's id as `key`, so that another tab starts afresh. */
export class PanelBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: reportError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="pn-empty" role="alert">
        <p>
          <b>This panel cannot be shown.</b> {error.message} {error.hint}
        </p>
        <button type="button" className="pn-button" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    );
  }
}
