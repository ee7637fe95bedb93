/**
 * Colours of charts: foreground tokens made for subdued backgrounds, which keep
 * more than 4.5:1 against the card in the light and in the dark theme.
 */
export const chartColors = {
  blue: 'var(--bui-announcement-fg-subdued)',
  neutral: 'var(--bui-fg-primary)',
  green: 'var(--bui-positive-fg-subdued)',
  red: 'var(--bui-negative-fg-subdued)',
  grid: 'var(--bui-border-1)',
  text: 'var(--bui-fg-secondary)',
} as const;
