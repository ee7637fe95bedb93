/**
 * Colours of charts: foreground tokens made for tinted backgrounds, which keep
 * more than 4.5:1 against the card in the light and in the dark theme.
 */
export const chartColors = {
  blue: 'var(--bui-fg-info-on-bg)',
  neutral: 'var(--bui-fg-primary)',
  green: 'var(--bui-fg-success-on-bg)',
  red: 'var(--bui-fg-danger-on-bg)',
  grid: 'var(--bui-border-1)',
  text: 'var(--bui-fg-secondary)',
} as const;
