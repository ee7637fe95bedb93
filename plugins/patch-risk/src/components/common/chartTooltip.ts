/** Look of a chart's tooltip in both themes. */
export const chartTooltip = {
  contentStyle: {
    background: 'var(--bui-bg-neutral-2)',
    border: '1px solid var(--bui-border-1)',
    borderRadius: 'var(--bui-radius-2)',
    color: 'var(--bui-fg-primary)',
  },
  labelStyle: { color: 'var(--bui-fg-primary)', fontWeight: 600 },
  itemStyle: { color: 'var(--bui-fg-primary)' },
  cursor: { fill: 'var(--bui-border-1)', fillOpacity: 0.4 },
  isAnimationActive: false,
} as const;
