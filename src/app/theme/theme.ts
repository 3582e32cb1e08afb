// Mantine in our own clothes: its colours, radii and shadows come from tokens.css, so that both draw from one set.

import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';

/** Paper to ink. Mantine wants ten fixed shades; what is drawn comes from the variables below. */
const INK: MantineColorsTuple = [
  '#f5f0e6',
  '#ede6d8',
  '#ded4c2',
  '#c3b69f',
  '#8d816f',
  '#6d6254',
  '#574d41',
  '#3f382f',
  '#221d17',
  '#15120e',
];

/** Mantine's own dark greys, from text to ground: the dark set of tokens.css. */
const DARK: MantineColorsTuple = [
  '#eee6d7',
  '#c0b5a3',
  '#a09482',
  '#857a69',
  '#51483c',
  '#29241d',
  '#1d1914',
  '#1d1914',
  '#15120e',
  '#15120e',
];

/** Mantine's own light greys, from ground to text: the light set of tokens.css. */
const GRAY: MantineColorsTuple = [
  '#ede6d8',
  '#ede6d8',
  '#c3b69f',
  '#c3b69f',
  '#8d816f',
  '#8d816f',
  '#6d6254',
  '#574d41',
  '#221d17',
  '#221d17',
];

export const theme = createTheme({
  primaryColor: 'ink',
  white: '#fcf9f2',
  black: '#221d17',
  colors: { ink: INK, dark: DARK, gray: GRAY },
  fontFamily: 'var(--sans)',
  fontSizes: { xs: '11px', sm: '13px', md: '14px', lg: '15px', xl: '16px' },
  defaultRadius: 8,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Popover: { defaultProps: { shadow: 'md', radius: 10, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 10, transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { radius: 12, shadow: 'md', transitionProps: { duration: 160 } } },
    Tooltip: { defaultProps: { openDelay: 300, multiline: true, maw: 300, withArrow: false } },
    NumberInput: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    Switch: { defaultProps: { size: 'sm' } },
  },
  respectReducedMotion: true,
});

/** The same for both themes: our own variables already differ between them. */
const VARIABLES: Record<string, string> = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--sheet)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--not)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--inset)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--field)',
  '--mantine-color-anchor': 'var(--ink)',
  '--mantine-color-disabled': 'var(--inset)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-ink-filled': 'var(--act)',
  '--mantine-color-ink-filled-hover': 'var(--ink-2)',
  '--mantine-primary-color-filled': 'var(--act)',
  '--mantine-primary-color-filled-hover': 'var(--ink-2)',
  '--mantine-primary-color-contrast': 'var(--on-act)',
  '--mantine-primary-color-light': 'var(--inset)',
  '--mantine-primary-color-light-color': 'var(--ink)',
  '--mantine-shadow-md': 'var(--shadow), 0 0 0 1px var(--rule-2)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: VARIABLES,
  light: VARIABLES,
  dark: VARIABLES,
});
