// Keeps a fault in one part of the page from taking the others with it.

import { Component, type ReactNode } from 'react';
import { type ErrorReport, reportError } from '../core/errors.ts';

interface Props {
  /** What the part is called in the message. */
  readonly part: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { error: ErrorReport | null }> {
  override state: { error: ErrorReport | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: reportError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div role="alert" className="lab">
        {this.props.part} cannot be shown. {error.message}{' '}
        <button type="button" className="tx" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    );
  }
}
