import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { getResponse } from 'msw';
import patchRiskPlugin from '../src';
import { catalogHandlers } from './catalogHandlers';
import { handlers } from './handlers';

const API = 'http://localhost:7007/api';
const answers = [
  ...handlers(`${API}/patch-risk`),
  ...catalogHandlers(`${API}/catalog`),
];

// The pages run against the fixture within this page; there is no backend.
const realFetch = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const request = new Request(input, init);
  return (await getResponse(answers, request.clone())) ?? realFetch(request);
};

createDevApp({ features: [catalogPlugin, patchRiskPlugin] });
