// Light or dark. Until it is pressed once, the page follows the system.

import { Moon, Sun } from 'lucide-react';
import { viewStore } from '../store/viewStore.ts';
import { useResolvedTheme } from '../theme/ThemeProvider.tsx';

export function ThemeToggle({ className = '' }: { className?: string | undefined }) {
  const other = useResolvedTheme() === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className={`ib ${className}`}
      aria-label={other === 'dark' ? 'Dark theme' : 'Light theme'}
      onClick={() => viewStore.getState().setTheme(other)}
    >
      {/* Which one is seen is up to the style sheet: the first screen is drawn before anyone knows the theme. */}
      <Moon data-in="light" size={16} strokeWidth={1.6} aria-hidden="true" />
      <Sun data-in="dark" size={16} strokeWidth={1.6} aria-hidden="true" />
    </button>
  );
}
