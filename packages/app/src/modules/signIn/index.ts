import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { guestSignInPage } from './guestSignInPage';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [guestSignInPage],
});
