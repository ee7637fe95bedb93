export const pluginId = 'patch-risk';
