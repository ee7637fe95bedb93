import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load their parts on demand; a busy machine takes a while for the first.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

/** jsdom has no layout, so nothing is ever resized. */
class QuietResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= QuietResizeObserver;
