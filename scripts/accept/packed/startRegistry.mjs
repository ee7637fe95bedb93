import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * A package registry on loopback that offers the given tarballs and nothing else, so that the app asks for our
 * packages by version as any adopter does.
 *
 * @returns `{ url, scope, close }`
 */
export async function startRegistry({ packages }) {
  const tarballs = new Map();
  const documents = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    if (documents.has(path)) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(documents.get(path)));
    } else if (tarballs.has(path)) {
      response.end(tarballs.get(path));
    } else {
      response.statusCode = 404;
      response.end('{}');
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  for (const { manifest, file } of packages) {
    const { name, version } = manifest;
    const content = readFileSync(file);
    const path = `/${name}/-/${name.split('/')[1]}-${version}.tgz`;
    tarballs.set(path, content);
    documents.set(`/${name}`, {
      name,
      'dist-tags': { latest: version },
      versions: {
        [version]: {
          ...manifest,
          dist: {
            tarball: url + path,
            integrity: `sha512-${createHash('sha512')
              .update(content)
              .digest('base64')}`,
          },
        },
      },
      time: { [version]: '2020-01-01T00:00:00.000Z' },
    });
  }
  return {
    url,
    scope: packages[0].manifest.name.split('/')[0].slice(1),
    close: () => new Promise(resolve => server.close(resolve)),
  };
}
