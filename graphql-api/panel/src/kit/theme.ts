import { type MantineTheme, createTheme, defaultVariantColorsResolver } from '@mantine/core';

// The shades are the tokens' work, in tokens.css: what the kit draws follows light and dark by itself.
const shade = (index: number): string => `var(--mantine-color-accent-${index})`;

/** What is closed is gone at once: the next key is the page's. */
export const DIALOG_TRANSITION = { duration: 120, exitDuration: 0 };

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: Array.from({ length: 10 }, (_, index) => shade(index)) as unknown as MantineTheme['colors'][string] as never },
  defaultRadius: 'md',
  // On the accent stands its own ink: white is not seen on the light accent of the dark.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const isOnAccent = input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === 'accent';
    return isOnAccent ? { ...colors, color: 'var(--on-accent)' } : colors;
  },
  fontFamily: 'var(--font)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { withinPortal: true } } },
    // Locking the scroll injects a style sheet, which the content security policy forbids; the page itself never scrolls.
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: DIALOG_TRANSITION, overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: DIALOG_TRANSITION, overlayProps: { backgroundOpacity: 0.35 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 }, withArrow: true } },
  },
});
